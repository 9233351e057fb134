package io.hv.bench;

import io.hv.guests.SmallGuest;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.EntryState;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.ioctl.CpuidEntry;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.machine.EntryRegisters;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.memory.Region;
import io.hv.kvm.vcpu.CpuidPolicy;
import io.hv.kvm.vcpu.GuestCpuid;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.List;
import java.util.Set;

/** A guest on {@code /dev/kvm} that leaves for one kind of access, for ever. The peer's machine is made the same way. */
final class KvmHammer extends Hammer {

    static final long RAM = 128L << 20;

    private final GuestMemory memory;
    private final KvmVm vm;
    private final KvmVcpu kernel;
    private final VcpuThread vcpu;

    KvmHammer(Kvm kvm, Access access) {
        super(access);
        List<CpuidEntry> supported = kvm.supportedCpuid();
        memory = GuestMemory.map(MemoryMap.of(RAM, GuestCpuid.physicalBits(supported)), "hv-bench");
        vm = kvm.createVm();
        vm.setTssAddress(MemoryMap.TSS.address());
        vm.setIdentityMapAddress(MemoryMap.IDENTITY_PAGE.address());
        Region ram = memory.regions().get(0);
        vm.setMemoryRegion(0, 0, ram.address(), ram.size(), memory.hostAddress(ram));
        vm.createIrqchip();
        vm.createPit();
        kernel = vm.createVcpu(0);
        kernel.setCpuid(GuestCpuid.of(supported, new CpuidPolicy(1, true, Set.of()), 0));
        vcpu = thread(kernel);
        EntryState entry = load(access.guest());
        vcpu.run(each -> EntryRegisters.apply(entry, each));
    }

    private EntryState load(SmallGuest guest) {
        return FlatLoader.load(
                        new GuestLayout(memory),
                        BootFile.of(guest.name(), guest.bytes()),
                        EntryMode.LONG,
                        guest.loadAddress(),
                        guest.entry())
                .entry();
    }

    @Override
    VcpuThread vcpu() {
        return vcpu;
    }

    @Override
    void begin() {
        // The guest goes on where it was paused.
    }

    @Override
    void enough() {
        // It goes on leaving until it is paused.
    }

    @Override
    public void close() {
        vcpu.close();
        kernel.close();
        vm.close();
        memory.close();
    }
}
