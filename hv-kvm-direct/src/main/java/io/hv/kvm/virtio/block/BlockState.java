package io.hv.kvm.virtio.block;

import io.hv.kvm.bus.StateChecks;

/**
 * What a disk remembers besides its bytes.
 *
 * @param capacity in bytes
 * @param reach the largest capacity in bytes that the driver may have seen: up to there it is not at fault
 */
public record BlockState(long capacity, long reach) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no disk can be in it
     */
    public BlockState {
        StateChecks.inRange("capacity", capacity, 0, Long.MAX_VALUE);
        StateChecks.inRange("reach", reach, capacity, Long.MAX_VALUE);
    }
}
