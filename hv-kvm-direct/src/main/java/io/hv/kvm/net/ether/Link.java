package io.hv.kvm.net.ether;

import io.hv.kvm.net.LinkFaults;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * One direction of a cable with faults. What happens to a frame is a matter of the seed and of how many came before it.
 * Frames leave it on the caller's thread, or later on the timer's.
 */
final class Link implements FrameSink {

    /** What a cable carries beside the bytes of a frame: preamble, checksum, gap (IEEE 802.3, 4.4.2). */
    private static final int OVERHEAD = 24;

    private static final int ADDRESSES = 12;
    private static final long NANOS = 1_000_000_000L;

    private final LinkFaults faults;
    private final LinkTimer timer;
    private final FrameSink to;
    private final LongAdder lost;

    // Under this object's monitor, but for whether it is cut: who cuts it must not wait for who is just given a frame.
    private final SplittableRandom chances;
    private final Segments segments = new Segments();
    private final FrameSink carrier = this::carry;
    private final Frame copy = new Frame(Frame.MOST);
    /** When the cable is free again, and when the last frame in order arrives. */
    private long free = Long.MIN_VALUE;

    private long last = Long.MIN_VALUE;
    private long waiting;
    private volatile boolean cut;

    /**
     * A link.
     *
     * @param lost counts what does not arrive
     */
    Link(LinkFaults faults, LinkTimer timer, FrameSink to, LongAdder lost) {
        this.faults = faults;
        this.timer = timer;
        this.to = to;
        this.lost = lost;
        this.chances = new SplittableRandom(faults.seed());
    }

    @Override
    public synchronized void accept(Frame frame) {
        boolean unused = segments.plain(frame, carrier);
    }

    /** All that is under way is lost. */
    void cut() {
        cut = true;
    }

    private void carry(Frame frame) {
        // As many numbers for each frame, whatever happens to it, so that the fate of the next does not hang on it.
        boolean loses = chances.nextDouble() < faults.loss();
        boolean corrupts = chances.nextDouble() < faults.corruption();
        boolean doubles = chances.nextDouble() < faults.duplication();
        boolean holds = chances.nextDouble() < faults.reordering();
        double late = chances.nextDouble();
        long where = chances.nextLong();
        if (loses) {
            lost.increment();
            return;
        }
        Frame arrives = frame;
        if (corrupts && frame.length() > ADDRESSES) {
            copy.copy(frame);
            turnBit(copy, where);
            arrives = copy;
        }
        send(arrives, late, holds);
        if (doubles) {
            send(arrives, late, holds);
        }
    }

    private static void turnBit(Frame frame, long where) {
        int bits = (frame.length() - ADDRESSES) * Byte.SIZE;
        int bit = (int) Long.remainderUnsigned(where, bits);
        frame.bytes()[ADDRESSES + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    }

    private void send(Frame frame, double late, boolean holds) {
        if (!faults.isLate()) {
            to.accept(frame);
            return;
        }
        if (waiting + frame.length() > faults.queue()) {
            lost.increment();
            return;
        }
        long now = timer.now();
        long sent = now;
        if (faults.bandwidth().isPresent()) {
            long time = (frame.length() + OVERHEAD)
                    * (long) Byte.SIZE
                    * NANOS
                    / faults.bandwidth().getAsLong();
            sent = Math.max(now, free) + time;
            free = sent;
        }
        long due = sent + faults.delay().toNanos() + (long) (faults.jitter().toNanos() * late);
        if (holds) {
            due += faults.heldBack().toNanos();
        } else {
            due = Math.max(due, last);
            last = due;
        }
        waiting += frame.length();
        byte[] bytes = new byte[frame.length()];
        System.arraycopy(frame.bytes(), 0, bytes, 0, bytes.length);
        timer.at(due, () -> arrive(bytes));
    }

    private void arrive(byte[] bytes) {
        synchronized (this) {
            waiting -= bytes.length;
        }
        if (cut) {
            lost.increment();
            return;
        }
        to.accept(Frame.of(bytes));
    }
}
