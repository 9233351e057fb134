package io.hv.kvm.ioctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class KvmTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "system calls of Linux on x86-64")
    void aFileThatIsNotKvmIsRefusedAndClosed() throws IOException {
        NativeException none = assertThrows(NativeException.class, () -> Kvm.open(Path.of("/no/such/kvm")));
        assertEquals(Errno.ENOENT, none.errno());
        long before = files();
        NativeException other = assertThrows(NativeException.class, () -> Kvm.open(Path.of("/dev/null")));
        assertEquals("ioctl(KVM_GET_API_VERSION)", other.call());
        assertEquals(Errno.ENOTTY, other.errno());
        assertEquals(before, files());
    }

    private static long files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> isNull(file)).count();
        }
    }

    private static boolean isNull(Path file) {
        try {
            return Files.readSymbolicLink(file).equals(Path.of("/dev/null"));
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }

    @Test
    @RequiresKvm
    void tellsWhatThisHostCanDo() {
        try (Kvm kvm = Kvm.open()) {
            assertTrue(kvm.check(Capability.USER_MEMORY) > 0);
            assertTrue(kvm.check(Capability.IMMEDIATE_EXIT) > 0);
            assertTrue(kvm.maxVcpus() >= 1);
            List<CpuidEntry> cpuid = kvm.supportedCpuid();
            assertTrue(cpuid.stream().anyMatch(entry -> entry.function() == 1));
            assertTrue(kvm.msrIndices().contains(0x10));
        }
    }

    @Test
    @RequiresKvm
    void aStateCanBeRestoredIntoANewMachineAndReadBack() {
        try (Kvm kvm = Kvm.open();
                KvmVm one = machine(kvm);
                KvmVcpu first = one.createVcpu(0);
                KvmVm two = machine(kvm);
                KvmVcpu second = two.createVcpu(0)) {
            first.setCpuid(kvm.supportedCpuid());
            first.setRegs(Regs.at(0x1234).withRsp(0x8000).withRsi(7).withRaxRbx(1, 2));
            first.setSregs(first.sregs()
                    .withSegments(Segment.real(0x100, Segment.CODE), Segment.real(0x200, Segment.DATA))
                    .withTables(new DescriptorTable(0x500, 0x1f), new DescriptorTable(0, 0x3ff)));
            VcpuState state = VcpuState.save(first);
            state.restore(second, TscPolicy.OFFSET);
            VcpuState copy = VcpuState.save(second);
            assertEquals(state.regs(), copy.regs());
            assertEquals(state.sregs(), copy.sregs());
            assertEquals(state.cpuid(), copy.cpuid());
            assertEquals(state.xsave(), copy.xsave());
            assertEquals(state.xcrs(), copy.xcrs());
            assertEquals(state.events(), copy.events());
            assertEquals(state.debugRegs(), copy.debugRegs());
            assertEquals(state.lapic(), copy.lapic());
            assertEquals(state.mpState(), copy.mpState());
            assertEquals(state.hasTscOffset(), copy.hasTscOffset());
            assertEquals(state.tscOffset(), copy.tscOffset());
            assertFalse(state.msrs().isEmpty());
            IrqchipState chips = IrqchipState.save(one);
            chips.restore(two);
            assertEquals(chips, IrqchipState.save(two));
        }
    }

    @Test
    @RequiresKvm
    void aStateOfAnotherSizeIsRefused() {
        try (Kvm kvm = Kvm.open();
                KvmVm vm = machine(kvm)) {
            vm.createPit();
            assertThrows(IllegalArgumentException.class, () -> new PitState(Bytes.of(new byte[5])).restore(vm));
        }
    }

    @Test
    @RequiresKvm
    void aSecondVcpuOfTheSameNumberIsRefusedByName() {
        try (Kvm kvm = Kvm.open();
                KvmVm vm = machine(kvm);
                KvmVcpu vcpu = vm.createVcpu(0)) {
            NativeException refused = assertThrows(NativeException.class, () -> vm.createVcpu(vcpu.id()));
            assertEquals("ioctl(KVM_CREATE_VCPU): EEXIST (17), File exists", refused.getMessage());
        }
    }

    @Test
    @RequiresKvm
    void slotsMayLieAboveFourGib() {
        MemoryMap map = MemoryMap.of(5L << 30, 36);
        try (Kvm kvm = Kvm.open();
                GuestMemory memory = GuestMemory.map(map, "hv-slots");
                KvmVm vm = kvm.createVm()) {
            for (int slot = 0; slot < map.ram().size(); slot++) {
                var region = map.ram().get(slot);
                vm.setMemoryRegion(
                        slot, KvmVm.LOG_DIRTY_PAGES, region.address(), region.size(), memory.hostAddress(region));
            }
            NativeException overlap = assertThrows(
                    NativeException.class,
                    () -> vm.setMemoryRegion(
                            7, 0, 0x1000, 0x1000, memory.hostAddress(map.ram().get(0))));
            assertEquals(Errno.EEXIST, overlap.errno());
            long pages = map.ram().get(1).size() / 4096;
            assertEquals(pages / 8, vm.dirtyLog(1, pages).size());
        }
    }

    private static KvmVm machine(Kvm kvm) {
        KvmVm vm = kvm.createVm();
        vm.setTssAddress(MemoryMap.TSS.address());
        vm.setIdentityMapAddress(MemoryMap.IDENTITY_PAGE.address());
        vm.createIrqchip();
        return vm;
    }
}
