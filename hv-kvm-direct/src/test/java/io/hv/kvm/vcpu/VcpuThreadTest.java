package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.MmioDevice;
import io.hv.kvm.ioctl.CpuidEntry;
import io.hv.kvm.ioctl.Exit;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.ioctl.MpState;
import io.hv.kvm.memory.DirtyBitmap;
import io.hv.kvm.memory.Region;
import io.hv.kvm.vcpu.TinyMachine.Ports;
import io.hv.kvm.vcpu.VcpuStop.Cause;
import io.hv.testkit.requires.RequiresKvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresKvm
@Timeout(300)
class VcpuThreadTest {

    /** A loop that does nothing: {@code jmp .}. */
    static final String SPIN = "ebfe";

    /**
     * Reads 16-bit numbers from port 40h, each of which must be one more than the one before, and writes what it expects
     * next to port 42h; after a wrong one it writes EEh to port 80h and halts.
     */
    private static final String SEQUENCE = "ba400031dbed39d8750c4389d883c202ef83ea02ebefb0eee680f4";

    private final Kvm kvm = Kvm.open();
    private final List<TinyMachine> machines = new ArrayList<>();

    private TinyMachine machine(boolean irqchip, String code) {
        TinyMachine machine = new TinyMachine(kvm, irqchip, code);
        machines.add(machine);
        return machine;
    }

    @AfterEach
    void close() {
        machines.forEach(TinyMachine::close);
        kvm.close();
    }

    /** Answers 0, 1, 2, ... whatever machine it is in. */
    private static final class Numbers extends Ports {

        private int next;

        @Override
        public int readPort(int offset, int size) {
            return next++;
        }

        @Override
        public void writePort(int offset, int size, int value) {
            written.add(value);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMachineMovedBetweenAnyTwoInstructionsGoesOn(boolean irqchip) throws InterruptedException {
        Numbers numbers = new Numbers();
        Ports complaints = new Ports();
        TinyMachine machine = machine(irqchip, SEQUENCE);
        int last = 0;
        for (int move = 0; move < 12; move++) {
            machine.bus.claimPorts(numbers, 0x40, 4);
            machine.bus.claimPorts(complaints, 0x80, 1);
            machine.first().resume();
            for (int i = 0; i < 5; i++) {
                assertEquals(++last, numbers.written.take());
            }
            machine.first().pause();
            for (Integer more = numbers.written.poll(); more != null; more = numbers.written.poll()) {
                assertEquals(++last, more);
            }
            machine = machine.moveTo(kvm);
            machines.add(machine);
        }
        assertNull(complaints.written.poll());
        assertTrue(machine.faults.isEmpty());
    }

    @Test
    void stringInstructionsAreManyAccesses() throws InterruptedException {
        // "hello" by REP OUTSB, three words in by REP INSW, and out again by REP OUTSW.
        TinyMachine machine = machine(false, "fcba4000be1d00b90500f36ebf0020b90300f36dbe0020b90300f36ff468656c6c6f");
        Numbers numbers = new Numbers();
        numbers.next = 0x1122;
        machine.bus.claimPorts(numbers, 0x40, 2);
        machine.first().resume();
        assertEquals(Cause.HALT, machine.stops.take().cause());
        assertEquals(
                List.of((int) 'h', (int) 'e', (int) 'l', (int) 'l', (int) 'o', 0x1122, 0x1123, 0x1124),
                List.copyOf(numbers.written));
        assertEquals(0x1122, machine.memory.getShort(TinyMachine.CODE + 0x2000));
    }

    @Test
    void loadsAndStoresOutsideRamReachTheirDevice() throws InterruptedException {
        // Stores 11h, 2233h, 44556677h at 20010h, 20012h, 20014h; loads from 20020h, 20022h, 20024h and writes to port
        // 40h.
        TinyMachine machine = machine(
                false, "b800208ed8c606100011c7061200332266c706140077665544a02000e640a12200e74066a1240066e740f4");
        List<String> stores = new ArrayList<>();
        MmioDevice device = new MmioDevice() {
            @Override
            public String name() {
                return "window";
            }

            @Override
            public long readMmio(long offset, int size) {
                return 0x8877665544332211L >>> ((offset - 0x20) * 8);
            }

            @Override
            public void writeMmio(long offset, int size, long value) {
                stores.add(offset + "/" + size + "=" + Long.toHexString(value));
            }
        };
        Ports ports = new Ports();
        machine.bus.claimMmio(device, 0x20000, 0x100);
        machine.bus.claimPorts(ports, 0x40, 4);
        machine.first().resume();
        assertEquals(Cause.HALT, machine.stops.take().cause());
        assertEquals(List.of("16/1=11", "18/2=2233", "20/4=44556677"), stores);
        assertEquals(List.of(0x11, 0x4433, 0x88776655), List.copyOf(ports.written));
        assertEquals(6, machine.first().counters().of(Exit.MMIO));
        assertEquals(3, machine.first().counters().of(Exit.IO));
        assertEquals(1, machine.first().counters().of(Exit.HLT));
    }

    @Test
    void aTripleFaultIsAShutdown() throws InterruptedException {
        // LIDT of an empty table, protected mode, a selector that there is not in DS.
        TinyMachine machine = machine(false, "0f011e2000" + "0f20c0" + "0c01" + "0f22c0" + "b8ffff" + "8ed8");
        machine.first().resume();
        VcpuStop stop = machine.stops.take();
        assertEquals(Cause.SHUTDOWN, stop.cause());
        assertEquals("triple fault", stop.reason());
        assertTrue(stop.registers().orElseThrow().dump().contains("rip "));
        assertEquals(VcpuPhase.PAUSED, machine.first().phase());
    }

    @Test
    void codeWhereNoMemoryIsIsACrash() throws InterruptedException {
        // Jumps to 3000h:0.
        TinyMachine machine = machine(false, "ea00000030");
        machine.first().resume();
        VcpuStop stop = machine.stops.take();
        assertEquals(Cause.CRASH, stop.cause());
        assertTrue(stop.reason().startsWith("KVM"), stop.reason());
        assertEquals(0x3000, stop.registers().orElseThrow().system().cs().selector());
    }

    @Test
    void aDeviceThatThrowsDoesNotStopTheMachine() throws InterruptedException {
        TinyMachine machine = machine(false, "e440e642f4");
        machine.bus.claimPorts(
                new Ports() {
                    @Override
                    public int readPort(int offset, int size) {
                        throw new IllegalStateException("cannot");
                    }
                },
                0x40,
                1);
        Ports ports = new Ports();
        machine.bus.claimPorts(ports, 0x42, 1);
        machine.first().resume();
        assertEquals(Cause.HALT, machine.stops.take().cause());
        assertEquals("ports: cannot", machine.faults.take());
        assertEquals(0xff, ports.written.take());
    }

    @Test
    void whatIsAllowedWhen() {
        TinyMachine machine = machine(false, SPIN);
        VcpuThread vcpu = machine.first();
        assertEquals(VcpuPhase.PAUSED, vcpu.phase());
        vcpu.pause();
        vcpu.resume();
        vcpu.resume();
        assertThrows(IllegalStateException.class, () -> vcpu.call(each -> each.regs()));
        vcpu.pause();
        assertEquals(0, vcpu.<Long>call(each -> each.regs().rip()).longValue());
        IllegalArgumentException wrong = new IllegalArgumentException("wrong");
        assertEquals(
                wrong,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> vcpu.call(each -> {
                            throw wrong;
                        })));
        assertThrows(
                IllegalStateException.class,
                () -> vcpu.call(each -> {
                    vcpu.close();
                    return 0;
                }));
        vcpu.resume();
        vcpu.close();
        vcpu.close();
        assertEquals(VcpuPhase.FINISHED, vcpu.phase());
        assertThrows(IllegalStateException.class, vcpu::resume);
        assertThrows(IllegalStateException.class, () -> vcpu.call(each -> each.regs()));
        vcpu.pause();
        vcpu.interrupt();
    }

    @Test
    void aSecondVcpuWaitsToBeStartedAndCanBePausedMeanwhile() {
        TinyMachine machine = new TinyMachine(kvm, true, 2, SPIN);
        machines.add(machine);
        for (int i = 0; i < 10; i++) {
            machine.vcpus.forEach(VcpuThread::resume);
            machine.vcpus.forEach(VcpuThread::requestPause);
            machine.vcpus.forEach(VcpuThread::awaitPaused);
        }
        assertEquals(MpState.RUNNABLE, mpState(machine, 0));
        assertEquals(MpState.UNINITIALIZED, mpState(machine, 1));
        assertFalse(machine.vcpus.get(1).counters().byName().containsKey("IO"));
    }

    @Test
    void whatTheGuestAndWhatTheMonitorWroteIsOneDirtyMap() throws InterruptedException {
        // Writes to 5000h and 7FFFh in its segment, which is at 1000h; the monitor wrote the code there.
        TinyMachine machine = machine(false, "c606005001c606ff7f01f4");
        Region region = machine.memory.regions().get(0);
        machine.vm.setMemoryRegion(
                0, KvmVm.LOG_DIRTY_PAGES, region.address(), region.size(), machine.memory.hostAddress(region));
        machine.first().resume();
        assertEquals(Cause.HALT, machine.stops.take().cause());
        long pages = region.size() / DirtyBitmap.PAGE_SIZE;
        machine.memory.dirty().merge(0, machine.vm.dirtyLog(0, pages).buffer());
        assertArrayEquals(
                new long[] {1 << 1 | 1 << 6 | 1 << 8}, machine.memory.dirty().take());
        machine.memory.dirty().merge(0, machine.vm.dirtyLog(0, pages).buffer());
        assertEquals(0, machine.memory.dirty().count());
    }

    @Test
    void cpuidAnswersAsBuilt() throws InterruptedException {
        // EBX of leaf 1, of subleaf 1 of leaf Bh, and of leaf 40000000h, each to port 40h.
        TinyMachine machine = machine(
                false,
                "66b8010000000fa26689d866e74066b80b00000066b9010000000fa26689d866e74066b8000000400fa26689d866e740f4");
        List<CpuidEntry> cpuid = GuestCpuid.of(kvm.supportedCpuid(), new CpuidPolicy(3, false, Set.of("xsave")), 0);
        boolean leafB = cpuid.stream().anyMatch(entry -> entry.function() == 0xb);
        machine.first().run(vcpu -> vcpu.setCpuid(cpuid));
        Ports ports = new Ports();
        machine.bus.claimPorts(ports, 0x40, 4);
        machine.first().resume();
        assertEquals(Cause.HALT, machine.stops.take().cause());
        assertEquals(4, ports.written.take() >>> 16);
        assertEquals(leafB ? 3 : 0, ports.written.take());
        assertEquals(0x4b4d564b, ports.written.take());
    }

    private static int mpState(TinyMachine machine, int vcpu) {
        return machine.vcpus.get(vcpu).call(KvmVcpu::mpState);
    }
}
