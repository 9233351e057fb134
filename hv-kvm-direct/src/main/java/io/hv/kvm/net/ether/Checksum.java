package io.hv.kvm.net.ether;

/** The checksum of IP, TCP and UDP (RFC 1071): sums of 16-bit words, in which the carry comes around. */
public final class Checksum {

    private Checksum() {}

    /** {@code sum}, and these bytes, of which an odd last one is the high half of a word. */
    public static long add(long sum, byte[] bytes, int from, int to) {
        long result = sum;
        int at = from;
        for (; at + Integer.BYTES <= to; at += Integer.BYTES) {
            result += Integer.toUnsignedLong(Octets.u32(bytes, at));
        }
        if (at + Short.BYTES <= to) {
            result += Octets.u16(bytes, at);
            at += Short.BYTES;
        }
        if (at < to) {
            result += (bytes[at] & 0xffL) << Byte.SIZE;
        }
        return result;
    }

    /** The 16 bits that a header carries for a sum. */
    public static int of(long sum) {
        long folded = (sum >>> Integer.SIZE) + (sum & 0xffff_ffffL);
        folded = (folded >>> Short.SIZE) + (folded & 0xffff);
        folded = (folded >>> Short.SIZE) + (folded & 0xffff);
        folded = (folded >>> Short.SIZE) + (folded & 0xffff);
        return (int) ~folded & 0xffff;
    }

    /** Completes the checksum that a frame lacks, if it lacks one, and it lies within it. */
    public static void complete(Frame frame) {
        int start = frame.checksumStart();
        if (start == Frame.NO_CHECKSUM) {
            return;
        }
        int at = start + frame.checksumOffset();
        frame.checksum(Frame.NO_CHECKSUM, 0);
        if (at + Short.BYTES > frame.length()) {
            return;
        }
        int value = of(add(0, frame.bytes(), start, frame.length()));
        // All ones is the same number, and does not say "no checksum" as zero does in UDP (RFC 768).
        Octets.u16(frame.bytes(), at, value == 0 ? 0xffff : value);
    }
}
