package io.hv.kvm.virtio.balloon;

import io.hv.kvm.bus.StateChecks;

/**
 * Everything that a {@link VirtioBalloon} remembers.
 *
 * @param target how many pages of 4 KiB the balloon is to have
 * @param told whether the driver was told of that
 * @param written the bytes of {@code actual} in the configuration space
 * @param actual the last value of it that was written as a whole
 */
public record BalloonState(long target, boolean told, long written, long actual) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no balloon can be in it
     */
    public BalloonState {
        StateChecks.inRange("target", target, 0, VirtioBalloon.MOST);
        StateChecks.inRange("written", written, 0, VirtioBalloon.MOST);
        StateChecks.inRange("actual", actual, 0, VirtioBalloon.MOST);
    }
}
