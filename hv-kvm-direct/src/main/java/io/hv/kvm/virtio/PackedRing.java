package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;
import java.lang.invoke.VarHandle;

/**
 * A packed virtqueue (virtio 1.2, 2.8).
 *
 * <pre>
 * descriptor:        address 8, length 4, buffer id 2, flags 2 (bit 7 available, bit 15 used)
 * event suppression: offset 15 bits and wrap counter, flags 2 (0 enable, 1 disable, 2 descriptor)
 * </pre>
 */
final class PackedRing extends Ring {

    private static final int REST = 8;
    private static final int FLAGS = 14;
    private static final int AVAILABLE = 1 << 7;
    private static final int USED = 1 << 15;
    private static final int EVENT_FLAGS = 2;
    private static final short ENABLE = 0;
    private static final short DISABLE = 1;
    private static final short DESCRIPTOR = 2;

    private int available;
    private boolean availableWrap;
    private int used;
    private boolean usedWrap;
    /** How many descriptors were given back since the driver was last asked, at most the queue's size. */
    private int given;
    /** Where the flags of the first chain are that the driver has not seen, and what they are to be; 0 where there is none. */
    private long hidden;

    private short hiddenFlags;

    PackedRing(GuestMemory memory, RingSetup setup, long features, RingPosition start) {
        super(memory, setup, features);
        available = start.available() & ~RingPosition.WRAP;
        availableWrap = (start.available() & RingPosition.WRAP) != 0;
        used = start.used() & ~RingPosition.WRAP;
        usedWrap = (start.used() & RingPosition.WRAP) != 0;
        int signalled = start.signalled() & ~RingPosition.WRAP;
        boolean sameRound = (start.signalled() & RingPosition.WRAP) != 0 == usedWrap;
        given = Math.floorMod(used - signalled, setup.size());
        if (given == 0 && !sameRound) {
            given = setup.size();
        }
    }

    @Override
    RingPosition position() {
        int signalled = used - given;
        return new RingPosition(
                index(available, availableWrap),
                index(used, usedWrap),
                signalled >= 0 ? index(signalled, usedWrap) : index(signalled + setup.size(), !usedWrap));
    }

    private static int index(int at, boolean wrap) {
        return wrap ? at | RingPosition.WRAP : at;
    }

    private long descriptor(int at) {
        return setup.descriptors() + (long) at * RingSetup.DESCRIPTOR;
    }

    private boolean isAvailable() {
        return isAvailable(available, availableWrap);
    }

    private boolean isAvailable(int at, boolean wrap) {
        int flags = memory.getShort(descriptor(at) + FLAGS) & 0xffff;
        // What the driver wrote before the flags is read after them.
        VarHandle.acquireFence();
        return ((flags & AVAILABLE) != 0) == wrap && ((flags & USED) != 0) != wrap;
    }

    @Override
    boolean take(Chain into) {
        if (!isAvailable()) {
            return false;
        }
        into.begin();
        int at = available;
        for (int count = 1; count <= setup.size(); count++) {
            long descriptor = descriptor(at);
            long address = memory.getLong(descriptor);
            long rest = memory.getLong(descriptor + REST);
            int flags = (int) (rest >>> 48);
            boolean indirect = (flags & INDIRECT) != 0;
            if (indirect) {
                if ((flags & NEXT) != 0 || count > 1) {
                    throw new BrokenRule(Rule.INDIRECT_WITH_NEXT);
                }
                readTable(into, address, (int) rest, setup.size(), false);
            } else {
                into.add(memory, address, (int) rest, (flags & WRITE) != 0);
            }
            if (indirect || (flags & NEXT) == 0) {
                claim(count);
                into.end((int) (rest >>> 32) & 0xffff, count);
                available += count;
                if (available >= setup.size()) {
                    available -= setup.size();
                    availableWrap = !availableWrap;
                }
                return true;
            }
            at = at + 1 == setup.size() ? 0 : at + 1;
        }
        throw new BrokenRule(Rule.CHAIN_TOO_LONG);
    }

    @Override
    void give(Chain chain, int written) {
        long descriptor = descriptor(used);
        memory.putInt(descriptor + REST, written);
        memory.putShort(descriptor + REST + 4, (short) chain.id());
        short flags = (short) ((usedWrap ? AVAILABLE | USED : 0) | (written != 0 ? WRITE : 0));
        if (hidden == 0) {
            // A driver that does not see the first does not look at those behind it.
            hidden = descriptor + FLAGS;
            hiddenFlags = flags;
        } else {
            memory.putShort(descriptor + FLAGS, flags);
        }
        used += chain.descriptors();
        if (used >= setup.size()) {
            used -= setup.size();
            usedWrap = !usedWrap;
        }
        given = Math.min(given + chain.descriptors(), setup.size());
        release(chain);
    }

    @Override
    void publish() {
        if (hidden != 0) {
            // The driver sees the ids, and the answers, before the flags.
            VarHandle.releaseFence();
            memory.putShort(hidden, hiddenFlags);
            hidden = 0;
        }
    }

    @Override
    boolean wantsInterrupt() {
        int since = given;
        if (since == 0) {
            return false;
        }
        given = 0;
        // The flags are written before the driver's wish is read: else both could wait for the other.
        VarHandle.fullFence();
        return wishes(since);
    }

    @Override
    boolean listens() {
        return given != 0 && wishes(given);
    }

    private boolean wishes(int since) {
        int event = memory.getInt(setup.driver());
        return switch (event >>> 16 & 3) {
            case ENABLE -> true;
            case DISABLE -> false;
            case DESCRIPTOR -> {
                if (!eventIndex) {
                    throw new BrokenRule(Rule.EVENT_FLAGS_RESERVED);
                }
                yield reached(event & 0xffff, since);
            }
            default -> throw new BrokenRule(Rule.EVENT_FLAGS_RESERVED);
        };
    }

    /**
     * Whether the last {@code since} descriptors hold the one that the driver waits for. Two indices could not say so: the
     * ring may have gone round once, or twice, between them.
     */
    private boolean reached(int event, int since) {
        int at = event & ~RingPosition.WRAP;
        // Counted from the beginning of the round that is now; one of the round before lies below it.
        int wanted = ((event & RingPosition.WRAP) != 0) == usedWrap ? at : at - setup.size();
        return wanted < used && wanted >= used - since;
    }

    @Override
    void suppress() {
        memory.putShort(setup.device() + EVENT_FLAGS, DISABLE);
    }

    @Override
    boolean allow(int chains) {
        int at = available;
        boolean wrap = availableWrap;
        if (eventIndex) {
            at += Math.min(chains, setup.size()) - 1;
            if (at >= setup.size()) {
                at -= setup.size();
                wrap = !wrap;
            }
            memory.putShort(setup.device(), (short) index(at, wrap));
            VarHandle.releaseFence();
            memory.putShort(setup.device() + EVENT_FLAGS, DESCRIPTOR);
        } else {
            memory.putShort(setup.device() + EVENT_FLAGS, ENABLE);
        }
        VarHandle.fullFence();
        return isAvailable(at, wrap);
    }
}
