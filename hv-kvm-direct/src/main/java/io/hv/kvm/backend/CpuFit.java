package io.hv.kvm.backend;

import io.hv.kvm.ioctl.CpuidEntry;
import io.hv.kvm.vcpu.CpuFeatures;
import java.util.List;
import java.util.Set;

/** Whether a guest that has seen one processor can go on with another. */
final class CpuFit {

    /** These tell what the guest has switched on, not what there is. */
    private static final Set<String> MIRRORS = Set.of("osxsave", "ospke");

    private CpuFit() {}

    /** The features that the guest has seen and does not have here, by name. */
    static List<String> missing(List<CpuidEntry> seen, List<CpuidEntry> here) {
        return CpuFeatures.known().stream()
                .filter(name -> !MIRRORS.contains(name))
                .filter(name -> CpuFeatures.has(seen, name) && !CpuFeatures.has(here, name))
                .toList();
    }
}
