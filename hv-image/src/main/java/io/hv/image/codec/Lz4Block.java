package io.hv.image.codec;

/** One block of LZ4 (LZ4 Block Format Description): sequences of literals and of matches in what was already decoded. */
final class Lz4Block {

    private static final int LONG_LENGTH = 15;
    private static final int MIN_MATCH = 4;

    private final byte[] in;
    private final int inEnd;
    private final byte[] out;
    private int from;
    private int to;

    private Lz4Block(byte[] in, int inEnd, byte[] out) {
        this.in = in;
        this.inEnd = inEnd;
        this.out = out;
    }

    /**
     * Decodes a block.
     *
     * @param inEnd how many bytes of {@code in} it has
     * @return how many bytes it gave; or -1 - n where it is damaged or does not fit, noticed at its byte n
     */
    static int decode(byte[] in, int inEnd, byte[] out) {
        Lz4Block block = new Lz4Block(in, inEnd, out);
        return block.decode() ? block.to : -1 - block.from;
    }

    private boolean decode() {
        while (from < inEnd) {
            int token = Byte.toUnsignedInt(in[from++]);
            int literals = length(token >>> 4);
            if (literals < 0 || literals > inEnd - from || literals > out.length - to) {
                return false;
            }
            System.arraycopy(in, from, out, to, literals);
            from += literals;
            to += literals;
            if (from == inEnd) {
                // The last sequence has no match.
                return true;
            }
            if (!match(token & LONG_LENGTH)) {
                return false;
            }
        }
        return false;
    }

    private boolean match(int shortLength) {
        if (inEnd - from < Short.BYTES) {
            return false;
        }
        int distance = Byte.toUnsignedInt(in[from]) | Byte.toUnsignedInt(in[from + 1]) << 8;
        from += Short.BYTES;
        int length = length(shortLength);
        if (distance == 0 || distance > to || length < 0 || length > out.length - to - MIN_MATCH) {
            return false;
        }
        copy(distance, length + MIN_MATCH);
        return true;
    }

    /** A length of four bits, which goes on in further bytes where all are set; -1 where it is cut short or too long. */
    private int length(int bits) {
        int length = bits;
        if (bits == LONG_LENGTH) {
            int more;
            do {
                if (from == inEnd || length > out.length) {
                    return -1;
                }
                more = Byte.toUnsignedInt(in[from++]);
                length += more;
            } while (more == 0xff);
        }
        return length;
    }

    /** A match may reach into what it gives itself: then what it has given is repeated. */
    private void copy(int distance, int length) {
        int start = to - distance;
        if (distance >= length) {
            System.arraycopy(out, start, out, to, length);
        } else {
            for (int done = 0; done < length; ) {
                int step = Math.min(length - done, distance + done);
                System.arraycopy(out, start, out, to + done, step);
                done += step;
            }
        }
        to += length;
    }
}
