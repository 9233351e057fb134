package io.hv.kvm.virtio;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestReader;
import io.hv.kvm.memory.GuestMemory;

/** A descriptor chain that was read, and found to be in order. Used again and again by its queue; allocates nothing. */
public final class Chain implements Request {

    private static final long MOST_BYTES = 1L << 32;

    private final Queue queue;
    private final Pieces readable = new Pieces();
    private final Pieces writable = new Pieces();
    private final ChainReader reader;
    private final ChainWriter writer;

    /** The split ring's head, or the packed ring's buffer id. */
    private int id;
    /** How many descriptors of the ring it takes. */
    private int descriptors;

    private long takenAt;
    /** Under this object's monitor. */
    private State state = State.FREE;

    private enum State {
        FREE,
        TAKEN,
        ABANDONED
    }

    Chain(Queue queue, GuestMemory memory) {
        this.queue = queue;
        this.reader = new ChainReader(memory, readable, this);
        this.writer = new ChainWriter(memory, writable, this);
    }

    void begin() {
        readable.clear();
        writable.clear();
        descriptors = 0;
    }

    /** One more buffer, whose flags say which half it belongs to. */
    void add(GuestMemory memory, long address, int length, boolean deviceWritable) {
        if (!deviceWritable && writable.count() > 0) {
            throw new BrokenRule(Rule.READABLE_AFTER_WRITABLE);
        }
        long size = Integer.toUnsignedLong(length);
        if (size > 0 && !memory.contains(address, size)) {
            throw new BrokenRule(Rule.BUFFER_OUTSIDE_RAM);
        }
        if (readable.total() + writable.total() + size > MOST_BYTES) {
            throw new BrokenRule(Rule.CHAIN_TOO_BIG);
        }
        (deviceWritable ? writable : readable).add(address, length);
    }

    void end(int newId, int ringDescriptors) {
        id = newId;
        descriptors = ringDescriptors;
        reader.begin();
        writer.begin();
        synchronized (this) {
            state = State.TAKEN;
        }
    }

    void takenAt(long nanos) {
        takenAt = nanos;
    }

    long takenAt() {
        return takenAt;
    }

    int id() {
        return id;
    }

    int descriptors() {
        return descriptors;
    }

    int written() {
        return (int) Math.min(writer.written(), 0xffff_ffffL);
    }

    /** What the driver says, for devices that move bytes between guest memory and a file themselves. */
    public Pieces readable() {
        return readable;
    }

    /** Where the answer goes, for the same devices; see {@link ChainWriter#wrote}. */
    public Pieces writable() {
        return writable;
    }

    @Override
    public RequestReader reader() {
        return reader;
    }

    @Override
    public ChainWriter writer() {
        return writer;
    }

    /** Its queue does not wait for it any more. When this returns, nothing of it reaches the guest's memory. */
    synchronized void abandon() {
        state = State.ABANDONED;
    }

    /**
     * Whether its bytes are still the guest's to be moved; under this object's monitor, so that it stays so meanwhile.
     *
     * @throws IllegalStateException if it was completed, and may be another request by now
     */
    boolean isHeld() {
        if (state == State.FREE) {
            throw new IllegalStateException("the request was completed already");
        }
        return state == State.TAKEN;
    }

    @Override
    public synchronized boolean lost() {
        return state == State.ABANDONED;
    }

    /**
     * Looks whether it can be completed as one of a queue's.
     *
     * @throws IllegalArgumentException if it is another queue's
     * @throws IllegalStateException if it was completed already
     */
    synchronized void check(Queue of) {
        if (queue != of) {
            throw new IllegalArgumentException("a request of another queue");
        }
        boolean unused = isHeld();
    }

    /**
     * It is completed.
     *
     * @return whether its queue waits for it
     * @throws IllegalStateException if it was already
     */
    synchronized boolean finish() {
        boolean held = isHeld();
        state = State.FREE;
        return held;
    }

    @Override
    public void complete() {
        if (finish()) {
            queue.give(this);
        }
    }
}
