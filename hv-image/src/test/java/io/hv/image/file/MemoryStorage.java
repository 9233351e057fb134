package io.hv.image.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A file in memory. */
public final class MemoryStorage implements Storage {

    private byte[] bytes = new byte[0];
    private int size;

    @Override
    public synchronized int read(long offset, ByteBuffer into) {
        int n = (int) Math.max(0, Math.min(into.remaining(), size - offset));
        if (n > 0) {
            into.put(bytes, (int) offset, n);
        }
        return n;
    }

    @Override
    public synchronized void write(long offset, ByteBuffer from) {
        int end = Math.toIntExact(offset + from.remaining());
        if (end > size) {
            resize(end);
        }
        from.get(bytes, (int) offset, from.remaining());
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public synchronized void resize(long length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(length + length / 4));
        } else if (length < size) {
            Arrays.fill(bytes, (int) length, size, (byte) 0);
        }
        size = (int) length;
    }

    @Override
    public void force() {}

    @Override
    public void close() {}

    /** What is in it. */
    public synchronized byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}
