package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;

/**
 * A queue's ring in guest memory, the device's side. Not safe for threads: the queue has a lock. It reads whatever a driver
 * writes at any moment, each field once.
 */
abstract sealed class Ring permits SplitRing, PackedRing {

    static final int NEXT = 1;
    static final int WRITE = 2;
    static final int INDIRECT = 4;

    final GuestMemory memory;
    final RingSetup setup;
    final boolean eventIndex;
    private final boolean indirect;
    private int inUse;

    Ring(GuestMemory memory, RingSetup setup, long features) {
        this.memory = memory;
        this.setup = setup;
        this.eventIndex = (features & Features.EVENT_IDX) != 0;
        this.indirect = (features & Features.INDIRECT_DESC) != 0;
    }

    static Ring of(GuestMemory memory, RingSetup setup, long features, RingPosition position) {
        return Features.packed(features)
                ? new PackedRing(memory, setup, features, position)
                : new SplitRing(memory, setup, features, position);
    }

    /**
     * Reads the next chain.
     *
     * @return false if there is none
     * @throws BrokenRule if the driver has broken one
     */
    abstract boolean take(Chain into);

    /**
     * Counts the descriptors of a chain that is about to be taken. Without this limit a driver that offers the same ones
     * over and over would make a device that answers late remember any number of requests.
     */
    final void claim(int descriptors) {
        if (inUse + descriptors > setup.size()) {
            throw new BrokenRule(Rule.DESCRIPTORS_IN_USE);
        }
        inUse += descriptors;
    }

    /** They are the driver's again. */
    final void release(Chain chain) {
        inUse -= chain.descriptors();
    }

    /** Gives a chain back. The driver sees it after {@link #publish}. */
    abstract void give(Chain chain, int written);

    /** The driver sees all at once that was given back. */
    abstract void publish();

    /** Whether the driver wants an interrupt for what was given back since the last time this was asked. */
    abstract boolean wantsInterrupt();

    /** Tells the driver that it need not notify. */
    abstract void suppress();

    /** Whether the driver would want an interrupt now, if {@link #wantsInterrupt} were asked. */
    abstract boolean listens();

    /** Tells the driver to notify again; true if it has made something available meanwhile. */
    final boolean allow() {
        return allow(1);
    }

    /**
     * Tells the driver to notify when so many chains are available; true if they are already. With a driver that does not
     * know event indices that is as soon as there is one, and in a packed ring it is when there are so many descriptors.
     */
    abstract boolean allow(int chains);

    abstract RingPosition position();

    /** Whether an event index lies in what was passed between two others (virtio 1.2, 2.7.10.1). */
    static boolean passed(int event, int now, int before) {
        return ((now - event - 1) & 0xffff) < ((now - before) & 0xffff);
    }

    /**
     * Reads an indirect table, whose descriptor was just read.
     *
     * @param room how many descriptors the chain may still have
     */
    final void readTable(Chain into, long address, int length, int room, boolean linked) {
        if (!indirect) {
            throw new BrokenRule(Rule.INDIRECT_NOT_NEGOTIATED);
        }
        long bytes = Integer.toUnsignedLong(length);
        if (bytes == 0 || bytes % RingSetup.DESCRIPTOR != 0) {
            throw new BrokenRule(Rule.INDIRECT_SIZE);
        }
        long entries = bytes / RingSetup.DESCRIPTOR;
        if (entries > setup.size()) {
            throw new BrokenRule(Rule.INDIRECT_TOO_LONG);
        }
        if (!memory.contains(address, bytes)) {
            throw new BrokenRule(Rule.INDIRECT_OUTSIDE_RAM);
        }
        if (linked) {
            readLinked(into, address, (int) entries, Math.min((int) entries, room));
        } else {
            readInOrder(into, address, (int) entries);
        }
    }

    /** A table whose descriptors say which is next, as in a split ring. */
    private void readLinked(Chain into, long table, int entries, int most) {
        int at = 0;
        for (int read = 0; read < most; read++) {
            long descriptor = table + (long) at * RingSetup.DESCRIPTOR;
            long address = memory.getLong(descriptor);
            long rest = memory.getLong(descriptor + 8);
            int flags = (int) (rest >>> 32) & 0xffff;
            if ((flags & INDIRECT) != 0) {
                throw new BrokenRule(Rule.INDIRECT_NESTED);
            }
            into.add(memory, address, (int) rest, (flags & WRITE) != 0);
            if ((flags & NEXT) == 0) {
                return;
            }
            at = (int) (rest >>> 48);
            if (at >= entries) {
                throw new BrokenRule(Rule.NEXT_OUTSIDE_TABLE);
            }
        }
        throw new BrokenRule(Rule.CHAIN_TOO_LONG);
    }

    /** A table whose descriptors follow each other, as in a packed ring. */
    private void readInOrder(Chain into, long table, int entries) {
        for (int i = 0; i < entries; i++) {
            long descriptor = table + (long) i * RingSetup.DESCRIPTOR;
            long address = memory.getLong(descriptor);
            long rest = memory.getLong(descriptor + 8);
            int flags = (int) (rest >>> 48);
            if ((flags & INDIRECT) != 0) {
                throw new BrokenRule(Rule.INDIRECT_NESTED);
            }
            into.add(memory, address, (int) rest, (flags & WRITE) != 0);
        }
    }
}
