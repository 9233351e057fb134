package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;

/**
 * Where a driver has put a queue.
 *
 * @param size in descriptors
 * @param descriptors the descriptor table, or the packed ring itself
 * @param driver the available ring, or the driver's event suppression
 * @param device the used ring, or the device's event suppression
 */
public record RingSetup(int size, long descriptors, long driver, long device) {

    static final int DESCRIPTOR = 16;
    private static final int SPLIT_HEAD = 4;
    private static final int AVAILABLE = 2;
    private static final int USED = 8;
    private static final int EVENT = 2;
    private static final int PACKED_EVENTS = 4;

    /** Nowhere. */
    static RingSetup none(int size) {
        return new RingSetup(size, 0, 0, 0);
    }

    /**
     * Looks at everything that can be wrong with it (virtio 1.2, 2.7 and 2.8).
     *
     * @param most the largest size of this queue
     * @throws BrokenRule if something is
     */
    void check(GuestMemory memory, boolean packed, int most) {
        if (size <= 0 || size > most || (!packed && Integer.bitCount(size) != 1)) {
            throw new BrokenRule(Rule.QUEUE_SIZE);
        }
        part(memory, descriptors, (long) DESCRIPTOR * size, DESCRIPTOR);
        if (packed) {
            part(memory, driver, PACKED_EVENTS, PACKED_EVENTS);
            part(memory, device, PACKED_EVENTS, PACKED_EVENTS);
        } else {
            part(memory, driver, SPLIT_HEAD + (long) AVAILABLE * size + EVENT, 2);
            part(memory, device, SPLIT_HEAD + (long) USED * size + EVENT, 4);
        }
    }

    private static void part(GuestMemory memory, long address, long length, int alignment) {
        if (address % alignment != 0) {
            throw new BrokenRule(Rule.QUEUE_MISALIGNED);
        }
        if (!memory.contains(address, length)) {
            throw new BrokenRule(Rule.QUEUE_OUTSIDE_RAM);
        }
    }
}
