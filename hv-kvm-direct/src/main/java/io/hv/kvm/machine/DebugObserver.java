package io.hv.kvm.machine;

import io.hv.kvm.vcpu.DebugTrap;

/** Who debugs a machine. Called from the vCPUs' threads; returns at once. */
@FunctionalInterface
public interface DebugObserver {

    /** A vCPU has met something and stands still; all others have been told to. */
    void trapped(int vcpu, DebugTrap trap);
}
