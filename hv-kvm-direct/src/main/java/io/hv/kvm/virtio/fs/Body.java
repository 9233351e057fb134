package io.hv.kvm.virtio.fs;

import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What follows the header of a request, copied out of the guest's memory: numbers, then names that end with a NUL. */
final class Body {

    /** More than any request has whose body is looked at: numbers, and two names or a name and a link's target. */
    static final int MOST = 8192;

    private final byte[] bytes = new byte[MOST];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    /** Takes over the first bytes of {@link #room()}. */
    void begin(int length) {
        ByteBuffer unused = buffer.clear().limit(length);
    }

    byte[] room() {
        return bytes;
    }

    int readInt() {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    long readLong() {
        need(Long.BYTES);
        return buffer.getLong();
    }

    void skip(int count) {
        need(count);
        ByteBuffer unused = buffer.position(buffer.position() + count);
    }

    /** A name. */
    FileName name() {
        return FileName.of(text());
    }

    /** Bytes up to a NUL. */
    byte[] text() {
        int from = buffer.position();
        for (int at = from; at < buffer.limit(); at++) {
            if (bytes[at] == 0) {
                ByteBuffer unused = buffer.position(at + 1);
                return Arrays.copyOfRange(bytes, from, at);
            }
        }
        throw new BrokenRule(Rule.FS_TEXT);
    }

    private void need(int count) {
        if (buffer.remaining() < count) {
            throw new BrokenRule(Rule.REQUEST_TOO_SHORT);
        }
    }
}
