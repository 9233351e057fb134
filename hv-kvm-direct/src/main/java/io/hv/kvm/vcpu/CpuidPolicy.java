package io.hv.kvm.vcpu;

/**
 * What a machine decides about its processors.
 *
 * @param vcpus how many there are: one socket with so many cores of one thread, 1 or more
 * @param tscDeadline whether local APIC timers by deadline are offered
 * @param hideXsave whether XSAVE and all that needs it are hidden: a monitor inside an emulator may not virtualize it
 *     right
 */
public record CpuidPolicy(int vcpus, boolean tscDeadline, boolean hideXsave) {

    /** Checks the number. */
    public CpuidPolicy {
        if (vcpus < 1) {
            throw new IllegalArgumentException(vcpus + " vCPUs");
        }
    }
}
