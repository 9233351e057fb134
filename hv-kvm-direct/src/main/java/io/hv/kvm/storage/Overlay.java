package io.hv.kvm.storage;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Holes;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What was written since the layer below was frozen: a sparse file without a name, where each block that was ever written is
 * at its own place. Blocks that read as zeros are holes in it. It is never synced: it dies with the process anyway.
 *
 * <p>A block becomes the overlay's while its region's lock is held, since a write of a part of it brings the rest up from
 * below; what is its own already is written without a lock. Writers of different regions do not meet, and those of one
 * would meet at the lock that the kernel has for each file.
 */
final class Overlay extends Layer {

    /** A folder for overlays: a file system with room for what clones write. */
    static final String FOLDER = "hv.kvm.overlays";

    /** How far one lock reaches: few requests are longer. */
    static final int REGION_SHIFT = 20;

    /** The hole behind the last block: where zeros can be read from. */
    static final int ZEROS = 1 << REGION_SHIFT;

    private static final int LOCKS = 64;

    final Fd file;
    final BlockMap map;
    private final Holes holes;
    private final Object[] locks = new Object[LOCKS];
    private Layer lower;
    private volatile long capacity;

    /** From here on nothing of the layer below is seen: it ended there, or this one did once. */
    private volatile long keep;

    private Overlay(Layer lower, Fd file, long keep, long capacity) {
        this.lower = lower;
        this.file = file;
        this.holes = RawFile.holes(file);
        this.keep = keep;
        this.capacity = capacity;
        this.map = new BlockMap(capacity);
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /**
     * An empty one, that stands on a layer; its creator holds it.
     *
     * @param keep how much of the layer is seen at most
     */
    static Overlay over(Layer lower, long keep, long capacity) throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER, System.getProperty("java.io.tmpdir")));
        Fd file;
        try {
            file = Fd.temporary(folder, "overlay of " + lower.base().path);
        } catch (NativeException e) {
            throw new IOException("no overlay can be made in " + folder + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new IOException("no overlay can be made in " + folder + ": " + e.getMessage(), e);
        }
        try {
            Overlay fresh = new Overlay(lower, file, Math.min(keep, lower.capacity()), capacity);
            fresh.setLength();
            Holders.stand(fresh, lower);
            return fresh;
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    static Overlay over(Layer lower) throws IOException {
        return over(lower, lower.capacity(), lower.capacity());
    }

    /** What lies below. Changes only under the lock of {@link Holders}. */
    Layer lower() {
        return lower;
    }

    void lower(Layer newLower) {
        lower = newLower;
    }

    @Override
    Base base() {
        return lower.base();
    }

    @Override
    long capacity() {
        return capacity;
    }

    long keep() {
        return keep;
    }

    Object lock(long offset) {
        return locks[(int) (offset >>> REGION_SHIFT) & (LOCKS - 1)];
    }

    /** Where {@link #ZEROS} zeros lie in the file. */
    long zeros() {
        return BlockMap.blocks(capacity) << BlockMap.SHIFT;
    }

    /** Whether it shows exactly what is below. */
    boolean isEmpty() {
        return capacity == lower.capacity() && keep == capacity && map.count() == 0;
    }

    /** Changes the capacity, while nobody reads or writes. */
    void resize(long newCapacity) throws IOException {
        if (newCapacity < capacity) {
            // What is cut off stays away, here and below, if this is made longer again.
            truncate(newCapacity);
            keep = Math.min(keep, newCapacity);
        }
        map.grow(newCapacity);
        long old = capacity;
        capacity = newCapacity;
        try {
            setLength();
        } catch (IOException e) {
            capacity = Math.min(old, newCapacity);
            throw e;
        }
    }

    private void setLength() throws IOException {
        truncate(zeros() + ZEROS);
    }

    private void truncate(long length) throws IOException {
        try {
            file.truncate(length);
        } catch (NativeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Makes a range of the file read as zeros, if its file system can give space back.
     *
     * @return whether it could
     */
    boolean punch(long offset, long length) throws IOException {
        return holes.punch(offset, length);
    }
}
