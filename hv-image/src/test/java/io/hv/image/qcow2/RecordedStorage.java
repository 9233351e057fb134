package io.hv.image.qcow2;

import io.hv.image.file.Storage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file in memory that remembers all that was done to it, so that a loss of power can be played at any moment. */
public final class RecordedStorage implements Storage {

    private static final int SECTOR = 512;

    private static final long FORCE = -1;
    private static final byte[] NOTHING = new byte[0];

    /** What was written; nothing for a new size, or a force. */
    private final List<byte[]> written = new ArrayList<>();
    /** Where; or the new size, or {@link #FORCE}. */
    private final List<Long> offsets = new ArrayList<>();

    private byte[] bytes = new byte[0];

    /** How many events there were. */
    public synchronized int events() {
        return offsets.size();
    }

    @Override
    public synchronized int read(long offset, ByteBuffer into) {
        int n = (int) Math.max(0, Math.min(into.remaining(), bytes.length - offset));
        if (n > 0) {
            into.put(bytes, (int) offset, n);
        }
        return n;
    }

    @Override
    public synchronized void write(long offset, ByteBuffer from) {
        byte[] copy = new byte[from.remaining()];
        from.get(copy);
        written.add(copy);
        offsets.add(offset);
        apply(offset, copy, 0, copy.length);
    }

    private void apply(long offset, byte[] from, int start, int length) {
        int end = Math.toIntExact(offset + start + length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, end);
        }
        System.arraycopy(from, start, bytes, (int) offset + start, length);
    }

    @Override
    public synchronized long size() {
        return bytes.length;
    }

    @Override
    public synchronized void resize(long size) {
        written.add(NOTHING);
        offsets.add(size);
        bytes = Arrays.copyOf(bytes, Math.toIntExact(size));
    }

    @Override
    public synchronized void force() {
        written.add(NOTHING);
        offsets.add(FORCE);
    }

    @Override
    public void close() {}

    /**
     * What is there after the power went at an event: all that came before the last force, and of what came since whichever
     * sectors the disk had got to.
     */
    public synchronized RecordedStorage after(int event, Random random) {
        int forced = event;
        while (forced > 0 && offsets.get(forced - 1) != FORCE) {
            forced--;
        }
        RecordedStorage left = new RecordedStorage();
        for (int i = 0; i < event; i++) {
            byte[] data = written.get(i);
            long offset = offsets.get(i);
            if (data.length == 0) {
                if (offset != FORCE && (i < forced || random.nextBoolean())) {
                    left.bytes = Arrays.copyOf(left.bytes, Math.toIntExact(offset));
                }
            } else if (i < forced) {
                left.apply(offset, data, 0, data.length);
            } else {
                int wanted = random.nextInt(3);
                for (int at = 0; at < data.length; ) {
                    int step = (int) Math.min(data.length - at, SECTOR - (offset + at) % SECTOR);
                    if (wanted == 0 || (wanted == 1 && random.nextBoolean())) {
                        left.apply(offset, data, at, step);
                    }
                    at += step;
                }
            }
        }
        return left;
    }
}
