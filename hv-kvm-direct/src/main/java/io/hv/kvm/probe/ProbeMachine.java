package io.hv.kvm.probe;

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
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.EntryRegisters;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.memory.Region;
import io.hv.kvm.vcpu.CpuidPolicy;
import io.hv.kvm.vcpu.GuestCpuid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A bare machine in which probes run one after another, each on a vCPU of its own: a vCPU that has met its end is not
 * used again, and its CPUID cannot be decided anew. No interrupt controllers: HLT is an exit.
 */
final class ProbeMachine implements AutoCloseable {

    /** 32-bit paging is tried with the first 4 MiB. */
    private static final long RAM = 4 << 20;

    /** How long a guest may take of which the verdict depends. It needs microseconds; a busy machine may stall it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of one that is only for information: where it does not return, this is what the whole waits for. */
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(200);

    /** POPCNT and XSAVE, of leaf 1, ECX. */
    private static final int HIDDEN = 1 << 23 | 1 << 26;

    private final List<CpuidEntry> supported;
    private final CpuidPolicy policy;
    private final Reaper reaper;
    private final KvmVm vm;
    private final GuestMemory memory;
    private final List<KvmVcpu> vcpus = new ArrayList<>();

    private ProbeMachine(Kvm kvm, boolean hideXsave, Reaper reaper) {
        this.supported = kvm.supportedCpuid();
        this.policy = new CpuidPolicy(1, false, hideXsave ? Set.of("xsave") : Set.of());
        this.reaper = reaper;
        this.vm = kvm.createVm();
        try {
            this.memory = GuestMemory.map(MemoryMap.of(RAM, GuestCpuid.physicalBits(supported)), "hv-probe");
        } catch (RuntimeException e) {
            vm.close();
            throw e;
        }
    }

    /** Tries everything. */
    static ProbeReport tryAll(Kvm kvm, boolean hideXsave, Reaper reaper) {
        try (ProbeMachine machine = new ProbeMachine(kvm, hideXsave, reaper)) {
            machine.setUp();
            List<ProbeResult> results = new ArrayList<>();
            boolean hopeless = false;
            for (Probe probe : Probe.values()) {
                ProbeResult result = machine.attempt(probe, hopeless || !probe.stock() ? SHORT_PATIENCE : PATIENCE);
                // Once the verdict is known, nothing is worth a long wait.
                hopeless |= result.outcome() == ProbeResult.Outcome.SILENT;
                results.add(result);
            }
            return new ProbeReport(results);
        }
    }

    private void setUp() {
        vm.setTssAddress(MemoryMap.TSS.address());
        vm.setIdentityMapAddress(MemoryMap.IDENTITY_PAGE.address());
        Region region = memory.regions().get(0);
        vm.setMemoryRegion(0, 0, region.address(), region.size(), memory.hostAddress(region));
    }

    private ProbeResult attempt(Probe probe, Duration patience) {
        KvmVcpu vcpu = vm.createVcpu(vcpus.size());
        vcpus.add(vcpu);
        SmallGuest guest = probe.guest();
        List<CpuidEntry> answers = GuestCpuid.of(supported, policy, 0);
        if (probe == Probe.CPUID_MASK) {
            guest = guest.with("hidden", Integer.toUnsignedLong(HIDDEN));
            answers = answers.stream().map(ProbeMachine::hide).toList();
        }
        vcpu.setCpuid(answers);
        EntryState entry = FlatLoader.load(
                        new GuestLayout(memory),
                        BootFile.of(guest.name(), guest.bytes()),
                        EntryMode.valueOf(guest.mode().name()),
                        guest.loadAddress(),
                        guest.entry())
                .entry();
        EntryRegisters.apply(entry, vcpu);
        return ProbeRun.run(probe, vcpu, patience);
    }

    private static CpuidEntry hide(CpuidEntry entry) {
        return entry.function() == 1 ? entry.with(entry.eax(), entry.ebx(), entry.ecx() & ~HIDDEN, entry.edx()) : entry;
    }

    /** Leaves to the reaper what the kernel closes slowly. */
    @Override
    public void close() {
        reaper.bury(() -> {
            vcpus.forEach(KvmVcpu::close);
            vm.close();
            memory.close();
        });
    }
}
