package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;
import java.lang.invoke.VarHandle;

/**
 * A split virtqueue (virtio 1.2, 2.7).
 *
 * <pre>
 * descriptor: address 8, length 4, flags 2, next 2
 * available:  flags 2, index 2, heads 2 each, used_event 2
 * used:       flags 2, index 2, (id 4, length 4) each, avail_event 2
 * </pre>
 */
final class SplitRing extends Ring {

    private static final int INDEX = 2;
    private static final int ELEMENTS = 4;
    private static final int HEAD = 2;
    private static final int USED_ELEMENT = 8;
    private static final short NO_NOTIFY = 1;
    private static final int NO_INTERRUPT = 1;

    private final long usedEvent;
    private final long availableEvent;
    private int available;
    private int used;
    /** What the driver has seen of {@link #used}. */
    private int published;

    private int signalled;

    SplitRing(GuestMemory memory, RingSetup setup, long features, RingPosition start) {
        super(memory, setup, features);
        usedEvent = setup.driver() + ELEMENTS + (long) HEAD * setup.size();
        availableEvent = setup.device() + ELEMENTS + (long) USED_ELEMENT * setup.size();
        available = start.available();
        used = start.used();
        published = used;
        signalled = start.signalled();
    }

    @Override
    RingPosition position() {
        return new RingPosition(available, used, signalled);
    }

    private int waiting() {
        int index = memory.getShort(setup.driver() + INDEX) & 0xffff;
        // What the driver wrote before the index is read after it.
        VarHandle.acquireFence();
        return (index - available) & 0xffff;
    }

    @Override
    boolean take(Chain into) {
        int waiting = waiting();
        if (waiting == 0) {
            return false;
        }
        if (waiting > setup.size()) {
            throw new BrokenRule(Rule.AVAILABLE_TOO_FAR);
        }
        long slot = setup.driver() + ELEMENTS + (long) HEAD * (available & (setup.size() - 1));
        int head = memory.getShort(slot) & 0xffff;
        if (head >= setup.size()) {
            throw new BrokenRule(Rule.HEAD_OUTSIDE_TABLE);
        }
        into.begin();
        int length = read(into, head);
        claim(length);
        available = (available + 1) & 0xffff;
        into.end(head, length);
        return true;
    }

    private int read(Chain into, int head) {
        int at = head;
        for (int count = 1; count <= setup.size(); count++) {
            long descriptor = setup.descriptors() + (long) at * RingSetup.DESCRIPTOR;
            long address = memory.getLong(descriptor);
            long rest = memory.getLong(descriptor + 8);
            int flags = (int) (rest >>> 32) & 0xffff;
            if ((flags & INDIRECT) != 0) {
                if ((flags & NEXT) != 0) {
                    throw new BrokenRule(Rule.INDIRECT_WITH_NEXT);
                }
                readTable(into, address, (int) rest, setup.size() + 1 - count, true);
                return count;
            }
            into.add(memory, address, (int) rest, (flags & WRITE) != 0);
            if ((flags & NEXT) == 0) {
                return count;
            }
            at = (int) (rest >>> 48);
            if (at >= setup.size()) {
                throw new BrokenRule(Rule.NEXT_OUTSIDE_TABLE);
            }
        }
        throw new BrokenRule(Rule.CHAIN_TOO_LONG);
    }

    @Override
    void give(Chain chain, int written) {
        long element = setup.device() + ELEMENTS + (long) USED_ELEMENT * (used & (setup.size() - 1));
        memory.putInt(element, chain.id());
        memory.putInt(element + 4, written);
        used = (used + 1) & 0xffff;
        release(chain);
    }

    @Override
    void publish() {
        if (published != used) {
            // The driver sees the elements, and the answers, before the index.
            VarHandle.releaseFence();
            memory.putShort(setup.device() + INDEX, (short) used);
            published = used;
        }
    }

    @Override
    boolean wantsInterrupt() {
        int before = signalled;
        if (used == before) {
            return false;
        }
        signalled = used;
        // The index is written before the driver's wish is read: else both could wait for the other.
        VarHandle.fullFence();
        return wishes(before);
    }

    @Override
    boolean listens() {
        return used != signalled && wishes(signalled);
    }

    private boolean wishes(int before) {
        if (eventIndex) {
            return passed(memory.getShort(usedEvent) & 0xffff, used, before);
        }
        return (memory.getShort(setup.driver()) & NO_INTERRUPT) == 0;
    }

    @Override
    void suppress() {
        if (!eventIndex) {
            memory.putShort(setup.device(), NO_NOTIFY);
        }
        // An event index that is not moved lies behind, and is not passed again.
    }

    @Override
    boolean allow(int chains) {
        if (eventIndex) {
            memory.putShort(availableEvent, (short) (available + chains - 1));
        } else {
            memory.putShort(setup.device(), (short) 0);
        }
        VarHandle.fullFence();
        return waiting() >= (eventIndex ? chains : 1);
    }
}
