package io.hv.image.spi;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies below a disk, if anything does: another image, which can be exchanged. Safe for any thread; whoever exchanges or
 * ends it is alone by the disk's lock.
 */
public final class Backing implements AutoCloseable {

    private volatile @Nullable Disk disk;

    /** An image that is closed with it; null for none. */
    public Backing(@Nullable Disk disk) {
        this.disk = disk;
    }

    /** The image. */
    public Optional<Disk> disk() {
        return Optional.ofNullable(disk);
    }

    /** Whether there is one. */
    public boolean isThere() {
        return disk != null;
    }

    /** Fills the buffer from it; where it is shorter, and where there is none, with zeros. */
    public void read(long offset, ByteBuffer into) {
        Fill.from(disk, offset, into);
    }

    /** Has another in its place, or none; the one before is closed. */
    public void replace(@Nullable Disk next) {
        Disk before = disk;
        disk = next;
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void close() {
        Disk last = disk;
        if (last != null) {
            last.close();
        }
    }
}
