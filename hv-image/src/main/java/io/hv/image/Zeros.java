package io.hv.image;

import java.nio.ByteBuffer;

/** Looks for zeros. */
final class Zeros {

    private Zeros() {}

    /** Whether a range of a buffer is nothing else. */
    static boolean are(ByteBuffer bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            if (bytes.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
