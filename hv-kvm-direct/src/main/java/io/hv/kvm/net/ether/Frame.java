package io.hv.kvm.net.ether;

/**
 * An Ethernet frame without its checksum (FCS), and what is still to be done to it: a transport checksum to be completed, a
 * TCP segment to be split, both as virtio 1.2, 5.1.6, says it. It is used again and again: whoever is handed one copies what
 * it wants to keep. For one thread at a time.
 */
public final class Frame {

    /** Destination, source, type. */
    public static final int HEADER = 14;

    /** The largest payload that virtio lets a driver hand over at once, a header, and two VLAN tags. */
    public static final int MOST = 65_535 + HEADER + 8;

    /** Nothing is to be split. */
    public static final int WHOLE = 0;

    /** TCP over IPv4 is to be split. */
    public static final int TCP4 = 1;

    /** TCP over IPv6 is to be split. */
    public static final int TCP6 = 4;

    /** No checksum is to be completed. */
    public static final int NO_CHECKSUM = -1;

    private final byte[] bytes;
    private int length;
    private int checksumStart = NO_CHECKSUM;
    private int checksumOffset;
    private int segments = WHOLE;
    private int segmentSize;

    /** An empty one with room for {@code capacity} bytes. */
    public Frame(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** A whole one of these bytes, which are not copied. */
    public static Frame of(byte[] content) {
        Frame frame = new Frame(content);
        frame.length = content.length;
        return frame;
    }

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Its bytes; more than {@link #length()} of them may be there. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** It has so many bytes now, and nothing is to be done to them. */
    public void begin(int newLength) {
        if (newLength < 0 || newLength > bytes.length) {
            throw new IllegalArgumentException("a frame has 0 to " + bytes.length + " bytes, not " + newLength);
        }
        length = newLength;
        checksumStart = NO_CHECKSUM;
        checksumOffset = 0;
        segments = WHOLE;
        segmentSize = 0;
    }

    /** A checksum from {@code start} to the end is to be put at {@code start + offset}, where its pseudo header's is. */
    public void checksum(int start, int offset) {
        checksumStart = start;
        checksumOffset = offset;
    }

    /** It is to be split into segments of so many bytes of payload. */
    public void segments(int kind, int size) {
        segments = kind;
        segmentSize = size;
    }

    /** Where the checksum to be completed begins, or {@link #NO_CHECKSUM}. */
    public int checksumStart() {
        return checksumStart;
    }

    /** Where it is put, from there. */
    public int checksumOffset() {
        return checksumOffset;
    }

    /** {@link #WHOLE}, {@link #TCP4} or {@link #TCP6}. */
    public int segments() {
        return segments;
    }

    /** Bytes of payload in each segment. */
    public int segmentSize() {
        return segmentSize;
    }

    /** Whether it can be sent along a cable as it is. */
    public boolean isPlain() {
        return checksumStart == NO_CHECKSUM && segments == WHOLE;
    }

    /** A copy of another, which fits. */
    public void copy(Frame other) {
        begin(other.length);
        System.arraycopy(other.bytes, 0, bytes, 0, other.length);
        checksum(other.checksumStart, other.checksumOffset);
        segments(other.segments, other.segmentSize);
    }

    /** Whom it is to, in the low 48 bits. */
    long destination() {
        return Octets.address(bytes, 0);
    }

    /** Whom it is from, in the low 48 bits. */
    long source() {
        return Octets.address(bytes, 6);
    }

    /** Whether it is to more than one. */
    boolean isToMany() {
        return (bytes[0] & 1) != 0;
    }
}
