package io.hv.kvm.virtio;

import io.hv.kvm.bus.StateChecks;

/**
 * How far a device is in a queue: the two indices, in a packed ring with the wrap counters in bit 15.
 *
 * @param available of the next chain to be taken
 * @param used of the next one to be given back
 * @param signalled the used index when the driver was last asked whether it wants an interrupt
 */
public record RingPosition(int available, int used, int signalled) {

    static final int WRAP = 0x8000;
    static final RingPosition SPLIT_START = new RingPosition(0, 0, 0);
    static final RingPosition PACKED_START = new RingPosition(WRAP, WRAP, WRAP);

    /**
     * A position.
     *
     * @throws IllegalArgumentException if an index has more than 16 bits
     */
    public RingPosition {
        StateChecks.inRange("available", available, 0, 0xffff);
        StateChecks.inRange("used", used, 0, 0xffff);
        StateChecks.inRange("signalled", signalled, 0, 0xffff);
    }

    static RingPosition start(boolean packed) {
        return packed ? PACKED_START : SPLIT_START;
    }

    /**
     * Refuses what no ring of this kind and size can be at.
     *
     * @throws IllegalArgumentException then
     */
    void check(boolean packed, int size) {
        if (packed) {
            StateChecks.inRange("available", available & ~WRAP, 0, size - 1);
            StateChecks.inRange("used", used & ~WRAP, 0, size - 1);
            StateChecks.inRange("signalled", signalled & ~WRAP, 0, size - 1);
        }
    }
}
