package io.hv.kvm.net.ether;

/**
 * Frames that wait, in one block of bytes: what it holds is bounded, and nothing is allocated for a frame. Safe for any
 * thread.
 */
public final class FrameQueue {

    /** Before each frame: its length, and what is to be done to it. All begin at whole words, which no end parts. */
    private static final int HEADER = 5 * Integer.BYTES;

    private final byte[] block;
    private int head;
    private int used;
    private int count;

    /**
     * An empty one.
     *
     * @param capacity in bytes, which each frame needs a few more of than it has
     */
    public FrameQueue(int capacity) {
        this.block = new byte[rounded(capacity)];
    }

    /** What became of a frame. */
    public enum Outcome {
        /** It is in, and was alone when it came. */
        FIRST,
        /** It is in, behind others. */
        BEHIND,
        /** There was no room. */
        FULL
    }

    private static int rounded(int length) {
        return (length + Integer.BYTES - 1) & -Integer.BYTES;
    }

    /** Puts a copy of a frame behind all others. */
    public synchronized Outcome put(Frame frame) {
        int size = HEADER + rounded(frame.length());
        if (size > block.length - used) {
            return Outcome.FULL;
        }
        int at = (head + used) % block.length;
        number(at, 0, frame.length());
        number(at, 1, frame.checksumStart());
        number(at, 2, frame.checksumOffset());
        number(at, 3, frame.segments());
        number(at, 4, frame.segmentSize());
        int from = (at + HEADER) % block.length;
        int first = Math.min(frame.length(), block.length - from);
        System.arraycopy(frame.bytes(), 0, block, from, first);
        System.arraycopy(frame.bytes(), first, block, 0, frame.length() - first);
        used += size;
        count++;
        return count == 1 ? Outcome.FIRST : Outcome.BEHIND;
    }

    /** Makes {@code to} a copy of the first frame, and takes that out; false where there is none. */
    public synchronized boolean take(Frame to) {
        if (count == 0) {
            return false;
        }
        int length = number(head, 0);
        to.begin(length);
        to.checksum(number(head, 1), number(head, 2));
        to.segments(number(head, 3), number(head, 4));
        int from = (head + HEADER) % block.length;
        int first = Math.min(length, block.length - from);
        System.arraycopy(block, from, to.bytes(), 0, first);
        System.arraycopy(block, 0, to.bytes(), first, length - first);
        int size = HEADER + rounded(length);
        head = (head + size) % block.length;
        used -= size;
        count--;
        return true;
    }

    /** How many there are. */
    public synchronized int count() {
        return count;
    }

    /** Forgets all. */
    public synchronized void clear() {
        head = 0;
        used = 0;
        count = 0;
    }

    private void number(int at, int index, int value) {
        Octets.u32(block, (at + index * Integer.BYTES) % block.length, value);
    }

    private int number(int at, int index) {
        return Octets.u32(block, (at + index * Integer.BYTES) % block.length);
    }
}
