package io.hv.kvm.ioctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.testkit.requires.RequiresKvm;
import org.junit.jupiter.api.Test;

/** A state whose counter ran at another frequency. */
class TscFrequencyTest {

    @Test
    void twoMeasurementsOfOneFrequency() {
        assertTrue(VcpuState.sameFrequency(2_000_000, 2_000_499));
        assertTrue(VcpuState.sameFrequency(2_000_499, 2_000_000));
        assertFalse(VcpuState.sameFrequency(2_000_000, 2_001_000));
        assertFalse(VcpuState.sameFrequency(2_147_483_647, 1));
    }

    @Test
    @RequiresKvm
    void isRefusedWhereItCannotBeScaled() {
        try (Kvm kvm = Kvm.open();
                KvmVm vm = kvm.createVm()) {
            vm.createIrqchip();
            try (KvmVcpu vcpu = vm.createVcpu(0)) {
                vcpu.setCpuid(kvm.supportedCpuid());
                VcpuState here = VcpuState.save(vcpu);
                assumeTrue(here.tscKhz() != 0, "this KVM does not tell the frequency");
                here.withTscKhz(here.tscKhz() + 1).restore(vcpu, TscPolicy.VALUE);
                VcpuState other = here.withTscKhz(here.tscKhz() / 2);
                if (vcpu.scalesTsc()) {
                    other.restore(vcpu, TscPolicy.VALUE);
                    assertEquals(here.tscKhz() / 2, vcpu.tscKhz());
                } else {
                    String why = String.valueOf(
                            assertThrows(IllegalArgumentException.class, () -> other.restore(vcpu, TscPolicy.VALUE))
                                    .getMessage());
                    assertTrue(why.contains(here.tscKhz() / 2 + " kHz") && why.contains("scale"), why);
                }
            }
        }
    }
}
