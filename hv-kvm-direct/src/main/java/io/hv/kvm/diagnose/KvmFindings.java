package io.hv.kvm.diagnose;

import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.probe.ProbeReport;
import io.hv.kvm.probe.ProbeResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What KVM says of itself, and what it really runs. */
public final class KvmFindings {

    /** Without one of these no machine can be made. */
    private static final List<Capability> NEEDED = List.of(
            Capability.IRQCHIP,
            Capability.USER_MEMORY,
            Capability.SET_TSS_ADDR,
            Capability.SET_IDENTITY_MAP_ADDR,
            Capability.EXT_CPUID,
            Capability.MP_STATE,
            Capability.IRQ_ROUTING,
            Capability.IRQFD,
            Capability.PIT2,
            Capability.IOEVENTFD,
            Capability.ADJUST_CLOCK,
            Capability.VCPU_EVENTS,
            Capability.DEBUGREGS,
            Capability.XSAVE,
            Capability.SIGNAL_MSI,
            Capability.IMMEDIATE_EXIT);

    /** What is lost without one of these. */
    private static final Map<Capability, String> USEFUL = Map.of(
            Capability.TSC_DEADLINE_TIMER, "guests use a slower timer",
            Capability.TSC_CONTROL, "a machine cannot be restored on a processor of another frequency",
            Capability.VCPU_ATTRIBUTES, "time stamps of restored machines are less exact",
            Capability.KVMCLOCK_CTRL, "a guest that was paused may report a soft lockup",
            Capability.READONLY_MEM, "firmware cannot be kept from being written",
            Capability.XCRS, "AVX state is not saved");

    /** What all remedies for a weak KVM are. */
    public static final String ELSEWHERE =
            "run such guests where the processor's virtualization (VT-x, AMD-V) is to be "
                    + "had, on hardware or in the nested lab, or in QEMU's software emulation";

    private KvmFindings() {}

    /** Whether everything that machines need is there. */
    static List<Finding> capabilities(ToIntFunction<Capability> check) {
        return List.of(needed(check), useful(check));
    }

    private static Finding needed(ToIntFunction<Capability> check) {
        String title = "what machines need of KVM";
        List<Capability> missing =
                NEEDED.stream().filter(each -> check.applyAsInt(each) == 0).toList();
        return missing.isEmpty()
                ? Finding.ok("kvm-capabilities", title, "all " + NEEDED.size() + " capabilities are there")
                : Finding.of(
                        "kvm-capabilities",
                        title,
                        Severity.PROBLEM,
                        "this KVM lacks " + names(missing),
                        "use a newer kernel; 5.10 has them all");
    }

    private static Finding useful(ToIntFunction<Capability> check) {
        String title = "what machines can do without";
        List<Capability> missing = Arrays.stream(Capability.values())
                .filter(each -> USEFUL.containsKey(each) && check.applyAsInt(each) == 0)
                .toList();
        return missing.isEmpty()
                ? Finding.ok("kvm-options", title, "all " + USEFUL.size() + " are there")
                : Finding.of(
                        "kvm-options",
                        title,
                        Severity.NOTE,
                        missing.stream()
                                .map(each -> "no " + each + ": " + USEFUL.get(each))
                                .collect(Collectors.joining("; ")),
                        "nothing has to be done; a newer kernel, or another processor, may have them");
    }

    private static String names(List<Capability> capabilities) {
        return capabilities.stream().map(Capability::name).collect(Collectors.joining(", "));
    }

    /** The verdict on stock operating systems, then each probe. */
    static List<Finding> probes(ProbeReport report) {
        List<Finding> findings = new ArrayList<>();
        findings.add(stock(report));
        report.results().forEach(result -> findings.add(probe(result)));
        return findings;
    }

    private static Finding stock(ProbeReport report) {
        String title = "operating systems as they are shipped";
        return report.stockGuests()
                ? Finding.ok("stock-guests", title, "this KVM runs what they need, as far as was tried")
                : Finding.of("stock-guests", title, Severity.WARNING, lacks(report), ELSEWHERE);
    }

    /** What a KVM that does not run stock operating systems lacks, in a line. */
    public static String lacks(ProbeReport report) {
        return "this KVM does not run what they need: "
                + report.missing().stream().map(result -> result.probe().id()).collect(Collectors.joining(", "));
    }

    private static Finding probe(ProbeResult result) {
        String id = "probe-" + result.probe().id();
        String title = result.probe().meaning();
        String found = result.said();
        if (result.good()) {
            return Finding.ok(id, title, found);
        }
        // What they come to is said once, by stock-guests.
        return Finding.of(
                id,
                title,
                Severity.NOTE,
                found,
                result.probe().stock() ? ELSEWHERE : "use no guest here that needs it");
    }

    /** How many vCPUs and memory slots a machine may have. */
    static Finding sizes(Kvm kvm) {
        return Finding.ok(
                "kvm-sizes",
                "how large a machine may be",
                kvm.maxVcpus() + " vCPUs, " + kvm.check(Capability.NR_MEMSLOTS) + " memory slots");
    }
}
