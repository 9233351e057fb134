package io.hv.image;

import io.hv.image.file.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Bytes that many share, with what was written since beside them. It has room for 64 MiB. */
final class PatchedStorage implements Storage {

    private static final int PAGE = 4096;
    private static final long ROOM = 64 << 20;

    private final ByteBuffer below;
    private final Map<Long, byte[]> pages = new HashMap<>();
    /** What of the bytes below is seen at most. */
    private long keep;

    private long size;
    private int writes;

    PatchedStorage(ByteBuffer below) {
        this.below = below;
        this.size = below.capacity();
        this.keep = size;
    }

    // ---- for the test

    /** One byte, where there is one. */
    void patch(int at, byte value) {
        if (at < size) {
            page(at / PAGE)[at % PAGE] = value;
        }
    }

    void put(int at, ByteBuffer bytes) {
        for (int i = 0; i < bytes.capacity(); i++) {
            patch(at + i, bytes.get(i));
        }
    }

    ByteBuffer get(int at, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int unused = read(at, bytes);
        return bytes.clear();
    }

    void cut(int length) {
        shorten(Math.min(size, length));
    }

    /** From here on it counts what changes it. */
    void begin() {
        writes = 0;
    }

    int writes() {
        return writes;
    }

    // ---- a file

    private byte[] page(long number) {
        return pages.computeIfAbsent(number, unused -> {
            byte[] page = new byte[PAGE];
            long at = number * PAGE;
            int length = (int) Math.max(0, Math.min(PAGE, keep - at));
            if (length > 0) {
                below.get((int) at, page, 0, length);
            }
            return page;
        });
    }

    @Override
    public int read(long offset, ByteBuffer into) {
        int length = (int) Math.max(0, Math.min(into.remaining(), size - offset));
        for (long at = offset; at < offset + length; ) {
            int step = (int) Math.min(offset + length - at, PAGE - at % PAGE);
            byte[] page = pages.get(at / PAGE);
            if (page != null) {
                into.put(page, (int) (at % PAGE), step);
            } else if (at < keep) {
                step = (int) Math.min(step, keep - at);
                into.put(into.position(), below, (int) at, step).position(into.position() + step);
            } else {
                into.put(new byte[step]);
            }
            at += step;
        }
        return length;
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
        grow(offset + from.remaining());
        writes++;
        for (long at = offset; from.hasRemaining(); ) {
            int step = (int) Math.min(from.remaining(), PAGE - at % PAGE);
            from.get(page(at / PAGE), (int) (at % PAGE), step);
            at += step;
        }
    }

    private void grow(long end) throws IOException {
        if (end > ROOM || end < 0) {
            throw new IOException("no room for " + end + " bytes");
        }
        size = Math.max(size, end);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void resize(long length) throws IOException {
        writes++;
        if (length < size) {
            shorten(length);
        } else {
            grow(length);
        }
    }

    private void shorten(long length) {
        size = length;
        keep = Math.min(keep, length);
        pages.keySet().removeIf(number -> number * PAGE >= length);
        byte[] last = pages.get(length / PAGE);
        if (last != null) {
            Arrays.fill(last, (int) (length % PAGE), PAGE, (byte) 0);
        }
    }

    @Override
    public void force() {
        // It is in memory.
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }
}
