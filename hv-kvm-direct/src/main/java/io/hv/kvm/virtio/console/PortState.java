package io.hv.kvm.virtio.console;

import io.hv.kvm.bus.StateChecks;

/**
 * What a port remembers.
 *
 * @param open whether a program of the guest has it open
 * @param held a byte that was read for the guest and had no room yet; -1 for none
 */
public record PortState(boolean open, int held) {

    static final int NOTHING = -1;

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no port can be in it
     */
    public PortState {
        StateChecks.inRange("held", held, NOTHING, 0xff);
    }
}
