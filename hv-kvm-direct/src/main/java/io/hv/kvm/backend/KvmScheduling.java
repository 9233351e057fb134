package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.SpecFault;
import io.hv.backend.Release;
import io.hv.kvm.HostCpus;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.vcpu.VcpuSchedule;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which of the host's CPUs the vCPUs of a run have, and their nice value. Safe for any thread. */
final class KvmScheduling {

    private static final String CPUS_REMEDY = "name CPUs that it may use, or see its cpuset (cgroup, container)";
    private static final String NICE_REMEDY =
            "choose one that is not below this process's own, raise RLIMIT_NICE (ulimit -e), or give it CAP_SYS_NICE";

    private final VirtualMachine machine;
    private final KvmHotPlug spec;

    /**
     * Those of a machine.
     *
     * @param spec what it is by now
     */
    KvmScheduling(VirtualMachine machine, KvmHotPlug spec) {
        this.machine = machine;
        this.spec = spec;
    }

    /** What this process cannot give; asks the kernel. */
    static List<SpecFault> faults(DomainSpec spec) {
        KvmOptions options = KvmOptions.of(spec);
        List<SpecFault> faults = new ArrayList<>();
        VcpuAffinity affinity = options.affinity();
        affinity.every().ifPresent(cpus -> cpuFault(cpus.toString(), cpus).ifPresent(faults::add));
        affinity.own().forEach((vcpu, cpus) -> {
            String value = vcpu + ":" + cpus;
            if (vcpu >= spec.vcpus()) {
                faults.add(SpecFault.of(
                        "options.affinity",
                        value,
                        "there is no vCPU " + vcpu + ": the first one is 0, and there are " + spec.vcpus(),
                        "leave it out, or ask for more vCPUs"));
            }
            cpuFault(value, cpus).ifPresent(faults::add);
        });
        options.nice().stream()
                .boxed()
                .flatMap(value -> ScheduleTrial.refusal(value).stream()
                        .map(why -> SpecFault.of(
                                "options.nice",
                                value.toString(),
                                "the kernel refuses it: " + why.getMessage(),
                                NICE_REMEDY)))
                .forEach(faults::add);
        return faults;
    }

    private static Optional<SpecFault> cpuFault(String value, HostCpus cpus) {
        Optional<String> refusal;
        try {
            refusal = ScheduleTrial.refusal(cpus);
        } catch (NativeException e) {
            refusal = Optional.of("the kernel refuses it: " + e.getMessage());
        }
        return refusal.map(why -> SpecFault.of("options.affinity", value, why, CPUS_REMEDY));
    }

    /** Gives the vCPUs what the spec says, before they first run. */
    void begin() {
        KvmOptions options = spec.options();
        for (int vcpu = 0; vcpu < spec.spec().vcpus(); vcpu++) {
            Optional<HostCpus> cpus = options.affinity().of(vcpu);
            if (cpus.isPresent()) {
                machine.schedule(vcpu).processors(cpus.get().numbers());
            }
            if (options.nice().isPresent()) {
                Runnable unused = machine.schedule(vcpu).nice(options.nice().getAsInt());
            }
        }
    }

    /** Gives one vCPU other CPUs. */
    synchronized void affinity(int vcpu, HostCpus cpus) {
        if (vcpu < 0 || vcpu >= spec.spec().vcpus()) {
            throw new IllegalArgumentException("'" + spec.spec().name() + "' has the vCPUs 0 to "
                    + (spec.spec().vcpus() - 1) + ", and no " + vcpu);
        }
        try {
            Optional<String> refusal = ScheduleTrial.refusal(cpus);
            if (refusal.isPresent()) {
                throw refused(refusal.get(), CPUS_REMEDY, "sched_setaffinity", Errno.EINVAL, null);
            }
            machine.schedule(vcpu).processors(cpus.numbers());
        } catch (NativeException e) {
            throw refused(String.valueOf(e.getMessage()), CPUS_REMEDY, e.call(), e.errno(), e);
        }
        spec.options(options -> options.affinity(options.affinity().vcpu(vcpu, cpus)));
    }

    /** Gives all vCPUs another nice value. */
    synchronized void nice(int value) {
        KvmOptions unused = KvmOptions.defaults().nice(value);
        try {
            // A thread that is there answers for itself: it may have another value by now than one that begins.
            Optional<NativeException> refusal =
                    machine.schedule(0).isTaken() ? Optional.empty() : ScheduleTrial.refusal(value);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            niceAll(value);
        } catch (NativeException e) {
            throw refused(String.valueOf(e.getMessage()), NICE_REMEDY, e.call(), e.errno(), e);
        }
        spec.options(options -> options.nice(value));
    }

    /**
     * All, or none. Those come first whose value becomes lower, as only that can be refused: what is put back then becomes
     * higher.
     */
    private void niceAll(int value) {
        List<VcpuSchedule> vcpus = IntStream.range(0, spec.spec().vcpus())
                .mapToObj(machine::schedule)
                .sorted(Comparator.comparingInt(VcpuSchedule::presentNice).reversed())
                .toList();
        List<Runnable> undo = new ArrayList<>();
        try {
            vcpus.forEach(vcpu -> undo.add(vcpu.nice(value)));
        } catch (NativeException e) {
            Release release = new Release();
            undo.forEach(release::step);
            release.endBeneath(e);
            throw e;
        }
    }

    private HostFailureException refused(
            String why, String remedy, String call, int errno, @Nullable NativeException cause) {
        return new HostFailureException(
                "the vCPUs of '" + spec.spec().name() + "' stay as they are: " + why, remedy, call, errno, cause);
    }
}
