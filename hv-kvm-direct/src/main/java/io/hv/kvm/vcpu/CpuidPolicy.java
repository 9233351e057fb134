package io.hv.kvm.vcpu;

import java.util.Set;

/**
 * What a machine decides about its processors.
 *
 * @param vcpus how many there are: one socket with so many cores of one thread, 1 or more
 * @param tscDeadline whether local APIC timers by deadline are offered
 * @param hidden the features that CPUID is not to tell, by names that {@link CpuFeatures} knows; what makes no sense without
 *     them is hidden too
 */
public record CpuidPolicy(int vcpus, boolean tscDeadline, Set<String> hidden) {

    /** Checks the number and the names. */
    public CpuidPolicy {
        if (vcpus < 1) {
            throw new IllegalArgumentException(vcpus + " vCPUs");
        }
        hidden = Set.copyOf(CpuFeatures.withDependents(hidden));
    }
}
