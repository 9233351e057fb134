package io.hv.kvm.virtio.transport;

import io.hv.kvm.bus.StateChecks;

/**
 * What the window of {@link ConfigAccess} is about.
 *
 * @param bar 0 to 255
 * @param offset in it
 * @param length of an access
 */
public record ConfigAccessState(int bar, int offset, int length) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if the BAR's number has more than 8 bits
     */
    public ConfigAccessState {
        StateChecks.inRange("bar", bar, 0, 0xff);
    }
}
