package io.hv.kvm.net;

import java.util.Objects;

/**
 * What has passed a port of a network since it was connected, seen from whoever is connected to it. Frames are counted as they
 * are handed over: what is to be split (TCP segmentation) is one. Immutable.
 */
public final class PortStatistics {

    private final long sentFrames;
    private final long sentBytes;
    private final long receivedFrames;
    private final long receivedBytes;
    private final long lost;
    private final long overrun;
    private final long flooded;
    private final long blocked;

    private PortStatistics(long... values) {
        this.sentFrames = values[0];
        this.sentBytes = values[1];
        this.receivedFrames = values[2];
        this.receivedBytes = values[3];
        this.lost = values[4];
        this.overrun = values[5];
        this.flooded = values[6];
        this.blocked = values[7];
    }

    /** From counted values, in the order of the accessors. */
    public static PortStatistics of(
            long sentFrames,
            long sentBytes,
            long receivedFrames,
            long receivedBytes,
            long lost,
            long overrun,
            long flooded,
            long blocked) {
        return new PortStatistics(
                sentFrames, sentBytes, receivedFrames, receivedBytes, lost, overrun, flooded, blocked);
    }

    /** Frames that it has sent. */
    public long sentFrames() {
        return sentFrames;
    }

    /** Their bytes. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Frames that it was given. */
    public long receivedFrames() {
        return receivedFrames;
    }

    /** Their bytes. */
    public long receivedBytes() {
        return receivedBytes;
    }

    /** Frames that its {@link LinkFaults} have lost, in both directions, those that a full queue of theirs has among them. */
    public long lost() {
        return lost;
    }

    /** Frames for it that it did not take in time, or could not take. */
    public long overrun() {
        return overrun;
    }

    /** Frames to everybody that it has sent beyond what it may. */
    public long flooded() {
        return flooded;
    }

    /** Frames that its cable, being out, or a partition has kept from it or from others. */
    public long blocked() {
        return blocked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortStatistics that
                && sentFrames == that.sentFrames
                && sentBytes == that.sentBytes
                && receivedFrames == that.receivedFrames
                && receivedBytes == that.receivedBytes
                && lost == that.lost
                && overrun == that.overrun
                && flooded == that.flooded
                && blocked == that.blocked;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sentFrames, sentBytes, receivedFrames, receivedBytes, lost, overrun, flooded, blocked);
    }

    @Override
    public String toString() {
        return "sent " + sentFrames + " frames of " + sentBytes + " bytes, received " + receivedFrames + " of "
                + receivedBytes + ", lost " + lost + ", overrun " + overrun + ", flooded " + flooded + ", blocked "
                + blocked;
    }
}
