package io.hv.kvm.irq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.ioctl.TscPolicy;
import io.hv.kvm.ioctl.VcpuState;
import io.hv.testkit.requires.RequiresKvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages by one call and by eventfd, seen in the request register of a local APIC; no guest runs. */
@RequiresKvm
@Timeout(120)
class MsiEventTest {

    private static final long LOCAL_APIC = 0xfee0_0000L;
    private static final int SPURIOUS_VECTOR = 0xf0;
    private static final int REQUESTS = 0x200;

    @Test
    void aMessageReachesTheLocalApic() {
        try (Kvm kvm = Kvm.open();
                KvmVm vm = kvm.createVm()) {
            vm.createIrqchip();
            try (KvmVcpu vcpu = vm.createVcpu(0)) {
                switchOn(vcpu);
                Interrupts interrupts = new Interrupts(vm);
                interrupts.send(LOCAL_APIC, 0x41);
                await(vcpu, 0x41);
                MsiEvent first = interrupts.message(LOCAL_APIC, 0x42);
                MsiEvent second = interrupts.message(LOCAL_APIC, 0x63);
                first.signal();
                await(vcpu, 0x42);
                assertFalse(requested(vcpu, 0x63));
                second.update(LOCAL_APIC, 0x84);
                second.signal();
                await(vcpu, 0x84);
                assertFalse(requested(vcpu, 0x63));
                first.close();
                first.close();
                assertThrows(IllegalStateException.class, () -> first.update(LOCAL_APIC, 0x99));
                assertThrows(IllegalStateException.class, first::signal);
                try (MsiEvent third = interrupts.message(LOCAL_APIC, 0xa5)) {
                    third.signal();
                    await(vcpu, 0xa5);
                }
                second.close();
            }
        }
    }

    private static void switchOn(KvmVcpu vcpu) {
        VcpuState was = VcpuState.save(vcpu);
        byte[] lapic = was.lapic().toArray();
        assertEquals(0, lapic[SPURIOUS_VECTOR + 1] & 1, "it is off after power-on");
        lapic[SPURIOUS_VECTOR + 1] |= 1;
        new VcpuState(
                        was.cpuid(),
                        was.tscKhz(),
                        was.hasTscOffset(),
                        was.tscOffset(),
                        was.sregs(),
                        was.regs(),
                        was.xcrs(),
                        was.xsave(),
                        was.debugRegs(),
                        Bytes.of(lapic),
                        was.msrs(),
                        was.events(),
                        was.mpState())
                .restore(vcpu, TscPolicy.VALUE);
    }

    /** KVM may deliver what comes by an eventfd a moment later, from a thread of the kernel. */
    private static void await(KvmVcpu vcpu, int vector) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!requested(vcpu, vector)) {
            assertTrue(System.nanoTime() < end, "vector 0x" + Integer.toHexString(vector) + " never came");
            Thread.onSpinWait();
        }
    }

    private static boolean requested(KvmVcpu vcpu, int vector) {
        int register = REQUESTS + (vector / 32) * 16;
        int bits = VcpuState.save(vcpu).lapic().at(register + (vector % 32) / 8);
        return (bits & (1 << (vector % 8))) != 0;
    }
}
