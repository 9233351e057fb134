package io.hv.kvm.net;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What is wrong with one direction of a cable. Chances are 0 to 1, for each frame by itself, and drawn from numbers that the
 * {@link #seed()} decides: of two cables with the same faults and the same frames, the same frames are hit. Immutable; each
 * method that sets something returns a new value.
 *
 * <p>What a guest hands over in one piece to be split (TCP segmentation) is split before: each frame that a cable would carry
 * has a fate of its own. A corrupted frame has had its checksums computed before, so that a receiver can tell.
 */
public final class LinkFaults {

    /** Frames wait for a cable that is busy until they are so many bytes. */
    public static final int DEFAULT_QUEUE = 1 << 20;

    /** As long as a frame may be held back. */
    public static final Duration MOST_DELAY = Duration.ofMinutes(1);

    private static final LinkFaults NONE = new LinkFaults(new Draft());

    private final double loss;
    private final double corruption;
    private final double duplication;
    private final double reordering;
    private final Duration heldBack;
    private final Duration delay;
    private final Duration jitter;
    private final OptionalLong bitsPerSecond;
    private final int queueBytes;
    private final long seed;

    private LinkFaults(Draft draft) {
        this.loss = draft.loss;
        this.corruption = draft.corruption;
        this.duplication = draft.duplication;
        this.reordering = draft.reordering;
        this.heldBack = draft.heldBack;
        this.delay = draft.delay;
        this.jitter = draft.jitter;
        this.bitsPerSecond = draft.bitsPerSecond;
        this.queueBytes = draft.queueBytes;
        this.seed = draft.seed;
    }

    /** The values of faults that are being made. */
    private static final class Draft {

        private double loss;
        private double corruption;
        private double duplication;
        private double reordering;
        private Duration heldBack = Duration.ZERO;
        private Duration delay = Duration.ZERO;
        private Duration jitter = Duration.ZERO;
        private OptionalLong bitsPerSecond = OptionalLong.empty();
        private int queueBytes = DEFAULT_QUEUE;
        private long seed;
    }

    private LinkFaults with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.loss = loss;
        draft.corruption = corruption;
        draft.duplication = duplication;
        draft.reordering = reordering;
        draft.heldBack = heldBack;
        draft.delay = delay;
        draft.jitter = jitter;
        draft.bitsPerSecond = bitsPerSecond;
        draft.queueBytes = queueBytes;
        draft.seed = seed;
        change.accept(draft);
        return new LinkFaults(draft);
    }

    /** A cable that works. */
    public static LinkFaults none() {
        return NONE;
    }

    /** Frames are lost. */
    public LinkFaults loss(double chance) {
        double checked = chance(chance);
        return with(draft -> draft.loss = checked);
    }

    /** One bit of a frame is turned over, anywhere behind its addresses. */
    public LinkFaults corruption(double chance) {
        double checked = chance(chance);
        return with(draft -> draft.corruption = checked);
    }

    /** Frames come twice. */
    public LinkFaults duplication(double chance) {
        double checked = chance(chance);
        return with(draft -> draft.duplication = checked);
    }

    /** Frames are held back for so long, while those behind them go on: they come later than these. */
    public LinkFaults reordering(double chance, Duration time) {
        double checked = chance(chance);
        Duration length = time(time);
        return with(draft -> {
            draft.reordering = checked;
            draft.heldBack = length;
        });
    }

    /** Every frame takes so long; none overtakes another. */
    public LinkFaults delay(Duration time) {
        Duration length = time(time);
        return with(draft -> draft.delay = length);
    }

    /** Every frame takes longer by 0 to this; none overtakes another. */
    public LinkFaults jitter(Duration most) {
        Duration length = time(most);
        return with(draft -> draft.jitter = length);
    }

    /**
     * So many bits pass in a second, each frame after the one before. What waits is bounded by {@link #queue(int)}.
     *
     * @param bits at least 1
     */
    public LinkFaults bandwidth(long bits) {
        if (bits < 1) {
            throw new IllegalArgumentException("a bandwidth is at least 1 bit a second, not " + bits);
        }
        return with(draft -> draft.bitsPerSecond = OptionalLong.of(bits));
    }

    /**
     * How many bytes may be on their way, or wait for it; {@value #DEFAULT_QUEUE} where nothing is said. What comes beyond is
     * lost.
     *
     * @param bytes at least 1
     */
    public LinkFaults queue(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a queue has at least 1 byte, not " + bytes);
        }
        return with(draft -> draft.queueBytes = bytes);
    }

    /** Decides which frames are hit; 0 where nothing is said. */
    public LinkFaults seed(long newSeed) {
        return with(draft -> draft.seed = newSeed);
    }

    private static double chance(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a chance is from 0 to 1, not " + value);
        }
        // So that the negative zero is the other one.
        return value + 0.0;
    }

    private static Duration time(Duration value) {
        if (value.isNegative() || value.compareTo(MOST_DELAY) > 0) {
            throw new IllegalArgumentException("a time is from 0 to " + MOST_DELAY + ", not " + value);
        }
        return value;
    }

    /** The chance of being lost. */
    public double loss() {
        return loss;
    }

    /** The chance of one bit being turned over. */
    public double corruption() {
        return corruption;
    }

    /** The chance of coming twice. */
    public double duplication() {
        return duplication;
    }

    /** The chance of being held back for {@link #heldBack()}. */
    public double reordering() {
        return reordering;
    }

    /** For how long frames are held back. */
    public Duration heldBack() {
        return heldBack;
    }

    /** How long every frame takes. */
    public Duration delay() {
        return delay;
    }

    /** How much longer it may take. */
    public Duration jitter() {
        return jitter;
    }

    /** How many bits pass in a second; empty where it is not limited. */
    public OptionalLong bandwidth() {
        return bitsPerSecond;
    }

    /** How many bytes may be on their way. */
    public int queue() {
        return queueBytes;
    }

    /** What decides which frames are hit. */
    public long seed() {
        return seed;
    }

    /** Whether it changes nothing. */
    public boolean isNone() {
        return isExact() && !isLate();
    }

    /** Whether every frame comes, once, and as it was. */
    private boolean isExact() {
        return loss == 0 && corruption == 0 && duplication == 0;
    }

    /** Whether frames may come later than at once. */
    public boolean isLate() {
        return (reordering > 0 && !heldBack.isZero())
                || !delay.isZero()
                || !jitter.isZero()
                || bitsPerSecond.isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkFaults that
                && loss == that.loss
                && corruption == that.corruption
                && duplication == that.duplication
                && reordering == that.reordering
                && heldBack.equals(that.heldBack)
                && delay.equals(that.delay)
                && jitter.equals(that.jitter)
                && bitsPerSecond.equals(that.bitsPerSecond)
                && queueBytes == that.queueBytes
                && seed == that.seed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                loss, corruption, duplication, reordering, heldBack, delay, jitter, bitsPerSecond, queueBytes, seed);
    }

    @Override
    public String toString() {
        return "loss " + loss + ", corruption " + corruption + ", duplication " + duplication + ", reordering "
                + reordering + " by " + heldBack + ", delay " + delay + " to " + delay.plus(jitter)
                + (bitsPerSecond.isPresent() ? ", " + bitsPerSecond.getAsLong() + " bit/s" : "") + ", seed " + seed;
    }
}
