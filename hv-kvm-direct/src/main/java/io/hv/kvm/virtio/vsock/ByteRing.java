package io.hv.kvm.virtio.vsock;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes in order, bounded; holds memory for as many as there once were. Belongs to one thread at a time. */
final class ByteRing {

    private static final int LEAST = 4096;

    private final int most;
    private byte[] bytes = {};
    private int head;
    private int size;

    ByteRing(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    int room() {
        return most - size;
    }

    /** Adds what there is room for, and returns how many bytes. */
    int put(ByteBuffer source) {
        int count = Math.min(source.remaining(), room());
        reserve(size + count);
        int left = count;
        while (left > 0) {
            int at = (head + size) % bytes.length;
            int step = Math.min(left, bytes.length - at);
            ByteBuffer unused = source.get(bytes, at, step);
            size += step;
            left -= step;
        }
        return count;
    }

    /** Takes as many as the target has room for, and returns how many. */
    int get(ByteBuffer target) {
        int count = Math.min(target.remaining(), size);
        int left = count;
        while (left > 0) {
            int step = Math.min(left, bytes.length - head);
            ByteBuffer unused = target.put(bytes, head, step);
            head = (head + step) % bytes.length;
            size -= step;
            left -= step;
        }
        return count;
    }

    /** Takes some, of which there are so many. */
    byte[] take(int count) {
        byte[] taken = new byte[count];
        int got = get(ByteBuffer.wrap(taken));
        return got == count ? taken : Arrays.copyOf(taken, got);
    }

    /** Forgets all, and gives the memory back. */
    void clear() {
        bytes = new byte[0];
        head = 0;
        size = 0;
    }

    private void reserve(int wanted) {
        if (wanted <= bytes.length) {
            return;
        }
        byte[] more = new byte[Math.min(most, Math.max(LEAST, Integer.highestOneBit(wanted - 1) << 1))];
        int kept = size;
        int unused = get(ByteBuffer.wrap(more, 0, kept));
        bytes = more;
        head = 0;
        size = kept;
    }
}
