package io.hv.kvm.backend;

import io.hv.kvm.bus.ByteSource;
import java.nio.ByteBuffer;

/** Bytes in their order, in as much memory as they need. Not safe for several threads. */
final class ByteQueue {

    private static final int SMALL = 1 << 10;
    /** What is larger is given back once nothing is in it. */
    private static final int KEPT = 1 << 17;

    private byte[] ring = new byte[SMALL];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** Forgets all, and gives the memory back. */
    void clear() {
        head = 0;
        size = 0;
        ring = new byte[SMALL];
    }

    void put(byte[] bytes, int length) {
        put(ByteBuffer.wrap(bytes, 0, length), length);
    }

    /** So many of these, from their position on. */
    void put(ByteBuffer bytes, int length) {
        if (length > ring.length - size) {
            grow(size + length);
        }
        int tail = (head + size) % ring.length;
        int first = Math.min(length, ring.length - tail);
        bytes.get(ring, tail, first);
        bytes.get(ring, 0, length - first);
        size += length;
    }

    private void grow(int least) {
        byte[] larger = new byte[Math.max(least, 2 * ring.length)];
        int first = Math.min(size, ring.length - head);
        System.arraycopy(ring, head, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, size - first);
        ring = larger;
        head = 0;
    }

    /** The first, 0 to 255, or {@link ByteSource#NOTHING}. */
    int take() {
        if (size == 0) {
            return ByteSource.NOTHING;
        }
        int value = ring[head] & 0xff;
        taken(1);
        return value;
    }

    /** As many as fit. */
    int take(ByteBuffer into) {
        int count = Math.min(size, into.remaining());
        int first = Math.min(count, ring.length - head);
        into.put(ring, head, first);
        into.put(ring, 0, count - first);
        taken(count);
        return count;
    }

    private void taken(int count) {
        head = (head + count) % ring.length;
        size -= count;
        if (size == 0 && ring.length > KEPT) {
            clear();
        }
    }
}
