package io.hv.kvm.machine;

import io.hv.kvm.memory.GuestMemory;

/** Where a machine's RAM comes from that was saved. */
@FunctionalInterface
public interface RamSource {

    /** Writes all that is not zero. What it throws ends the making of the machine. */
    void fill(GuestMemory memory);
}
