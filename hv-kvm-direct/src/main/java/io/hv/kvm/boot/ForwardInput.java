package io.hv.kvm.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A stream as a source of parts at ascending offsets. Only its head can be read again: an ELF has its headers there, and
 * what they describe behind.
 */
final class ForwardInput {

    private static final int STEP = 1 << 16;

    private final InputStream in;
    private final byte[] head;
    private final byte[] buffer = new byte[STEP];
    private long position;

    /** Reads the head; closing the stream stays the caller's. */
    ForwardInput(InputStream in, int headSize) throws IOException {
        this.in = in;
        head = in.readNBytes(headSize);
        position = head.length;
    }

    /**
     * Fills a buffer from an offset; fills less at the end of the stream.
     *
     * @throws IOException if the stream fails, or the offset is behind what was read already
     */
    void read(long offset, ByteBuffer into) throws IOException {
        long at = offset;
        if (at < head.length) {
            int n = (int) Math.min(into.remaining(), head.length - at);
            into.put(head, (int) at, n);
            at += n;
        }
        if (!into.hasRemaining()) {
            return;
        }
        if (at < position) {
            throw new IOException("its parts are not in ascending order, at offset " + offset);
        }
        if (skipTo(at)) {
            position += fill(into);
        }
    }

    /** Reads what is left, so that a checksum at the end is looked at. */
    void drain() throws IOException {
        int n = in.read(buffer);
        while (n >= 0) {
            n = in.read(buffer);
        }
    }

    private boolean skipTo(long target) throws IOException {
        while (position < target) {
            int n = in.read(buffer, 0, (int) Math.min(STEP, target - position));
            if (n < 0) {
                return false;
            }
            position += n;
        }
        return true;
    }

    private int fill(ByteBuffer into) throws IOException {
        int n = in.readNBytes(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + n);
        return n;
    }
}
