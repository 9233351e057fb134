package io.hv.image;

import io.hv.ClosedException;
import io.hv.image.file.OpenFiles;
import io.hv.image.spi.Disk;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A disk from when it is opened to its end, which waits for all that is under way. What replaces a part of it is alone; all
 * else goes side by side. Everything throws {@link ClosedException} after the end. Safe for any thread.
 */
final class OpenDisk implements AutoCloseable {

    private final Disk disk;
    private final OpenOptions options;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;
    /** A new file's folder does not know it for good before the first flush. */
    private boolean folderIsForced;

    OpenDisk(Disk disk, OpenOptions options, boolean isNew) {
        this.disk = disk;
        this.options = options;
        folderIsForced = !isNew;
    }

    OpenOptions options() {
        return options;
    }

    /** Of the image. It is known after the end, too. */
    Path path() {
        return disk.file().path();
    }

    /** Asks it for something. */
    <T> T get(Function<? super Disk, T> question) {
        return held(life.readLock(), question);
    }

    /** Reads from it. */
    void read(Consumer<? super Disk> action) {
        Object unused = get(returning(action));
    }

    /** Changes what is on it. */
    void write(String what, Consumer<? super Disk> action) {
        checkWritable(what);
        read(action);
    }

    /** Does what nothing else may go on beside, whether it was opened for writing or not. */
    <T> T alone(Function<? super Disk, T> action) {
        return held(life.writeLock(), action);
    }

    /** Replaces a part of it. */
    <T> T replace(String what, Function<? super Disk, T> action) {
        checkWritable(what);
        return alone(action);
    }

    /** The same, without a result. */
    void alter(String what, Consumer<? super Disk> action) {
        Object unused = replace(what, returning(action));
    }

    private static Function<Disk, Object> returning(Consumer<? super Disk> action) {
        return each -> {
            action.accept(each);
            return each;
        };
    }

    private <T> T held(Lock lock, Function<? super Disk, T> action) {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedException(path() + " is closed", "open it again");
            }
            return action.apply(disk);
        } finally {
            lock.unlock();
        }
    }

    /** Throws unless it was opened for writing. */
    void checkWritable(String what) {
        if (!options.isWritable()) {
            throw new ImageException(
                    path(), what, -1, "it was opened for reading", "open it with OpenOptions.writable()", null);
        }
    }

    /** All that was written is in the files for good. */
    void flush() {
        read(this::flush);
    }

    private void flush(Disk open) {
        if (options.isWritable()) {
            open.flush();
            forceFolder();
        }
    }

    private synchronized void forceFolder() {
        if (!folderIsForced) {
            OpenFiles.forceFolder(path(), options.layer());
            folderIsForced = true;
        }
    }

    /** Flushes what was written, and ends it. Idempotent. */
    @Override
    public void close() {
        Lock alone = life.writeLock();
        alone.lock();
        try {
            if (!closed) {
                closed = true;
                try (disk) {
                    flush(disk);
                }
            }
        } finally {
            alone.unlock();
        }
    }
}
