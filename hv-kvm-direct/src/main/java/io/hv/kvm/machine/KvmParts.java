package io.hv.kvm.machine;

import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.ioctl.CpuidEntry;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.memory.Region;
import io.hv.kvm.vcpu.CpuidPolicy;
import io.hv.kvm.vcpu.GuestCpuid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the kernel holds of a machine: RAM, the VM, the interrupt controllers, the vCPUs, set up in the order that KVM
 * wants and that is fast: a memory slot that comes after the interrupt controllers costs milliseconds.
 */
final class KvmParts {

    private final MemoryMap map;
    private final GuestMemory memory;
    private final KvmVm vm;
    private final List<KvmVcpu> vcpus = new ArrayList<>();

    /** Sets everything up, and tells {@code releases} how to take it back. */
    KvmParts(Kvm kvm, MachineConfig config, Function<MemoryMap, GuestMemory> ram, Releases releases) {
        List<CpuidEntry> supported = kvm.supportedCpuid();
        map = MemoryMap.of(config.ramSize(), GuestCpuid.physicalBits(supported));
        memory = ram.apply(map);
        releases.push(memory::close);
        vm = kvm.createVm();
        releases.push(vm::close);
        vm.setTssAddress(MemoryMap.TSS.address());
        vm.setIdentityMapAddress(MemoryMap.IDENTITY_PAGE.address());
        int slot = 0;
        for (Region region : memory.regions()) {
            vm.setMemoryRegion(slot++, 0, region.address(), region.size(), memory.hostAddress(region));
        }
        if (config.vcpus() > KvmVm.SHORT_APIC_IDS) {
            vm.useLongApicIds();
        }
        vm.createIrqchip();
        vm.createPit();
        boolean tscDeadline = kvm.check(Capability.TSC_DEADLINE_TIMER) > 0;
        CpuidPolicy policy = new CpuidPolicy(config.vcpus(), tscDeadline, config.hiddenFeatures());
        for (int id = 0; id < config.vcpus(); id++) {
            KvmVcpu vcpu = vm.createVcpu(id);
            releases.push(vcpu::close);
            vcpu.setCpuid(GuestCpuid.of(supported, policy, id));
            vcpus.add(vcpu);
        }
    }

    MemoryMap map() {
        return map;
    }

    GuestMemory memory() {
        return memory;
    }

    KvmVm vm() {
        return vm;
    }

    List<KvmVcpu> vcpus() {
        return vcpus;
    }
}
