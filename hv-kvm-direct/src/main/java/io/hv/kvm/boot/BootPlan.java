package io.hv.kvm.boot;

import java.util.List;

/**
 * What a loader did: the state in which the first vCPU starts, and what is where.
 *
 * @param entry the registers
 * @param placements everything that was placed, by ascending address; none overlap
 */
public record BootPlan(EntryState entry, List<Placement> placements) {

    /** Copies the list. */
    public BootPlan {
        placements = List.copyOf(placements);
    }
}
