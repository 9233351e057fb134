package io.hv.kvm.storage;

import io.hv.image.ImageException;
import io.hv.image.ImageUsers;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileLocks;
import io.hv.nativeaccess.Holes;
import io.hv.nativeaccess.ImageLock;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A raw image, a file or a block device: its bytes are the disk's. What is beyond its last whole sector is not seen by the
 * guest.
 */
public final class RawFile implements BaseStore {

    private static final Logger LOG = LoggerFactory.getLogger(RawFile.class);
    private static final int SECTOR = 512;

    private final Path path;
    private final Fd file;
    private final boolean readOnly;
    private final Holes holes;
    private volatile long capacity;

    private RawFile(Path path, Fd file, boolean readOnly, long capacity) {
        this.path = path;
        this.file = file;
        this.readOnly = readOnly;
        this.holes = holes(file);
        this.capacity = capacity;
    }

    /**
     * Opens one, and locks it as images of other formats are: against other processes, and images of this one.
     *
     * @throws NativeException if the kernel refuses
     * @throws ImageException if somebody else is in the way; its message names him
     */
    public static RawFile open(Path path, boolean readOnly) {
        Fd file = readOnly ? Fd.openReadOnly(path) : Fd.open(path);
        try {
            lock(path, file, readOnly);
            return new RawFile(path, file, readOnly, file.length() / SECTOR * SECTOR);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void lock(Path path, Fd file, boolean readOnly) {
        OptionalLong held;
        try {
            held = ImageLock.take(new FileLocks(file), !readOnly);
        } catch (NativeException e) {
            if (!FileLocks.isUnsupported(e)) {
                throw e;
            }
            LOG.info("{}: cannot be locked there: nothing keeps other processes from it", path);
            return;
        }
        if (held.isPresent()) {
            throw ImageUsers.refusal(path, held.getAsLong(), !readOnly, 1);
        }
    }

    static Holes holes(Fd file) {
        return new Holes(
                file,
                () -> LOG.info("{}: space cannot be given back there, so that what a guest discards stays", file));
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public boolean discards() {
        return !readOnly;
    }

    @Override
    public BaseIo io(int pieces) {
        return new RawFileIo(file, holes, pieces);
    }

    @Override
    public void flush() throws IOException {
        try {
            file.sync();
        } catch (NativeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        boolean unused = holes.punch(offset, length);
    }

    @Override
    public void resize(long newCapacity) throws IOException {
        try {
            if (newCapacity > capacity && file.length() > capacity) {
                // The rest of a sector at the end was never the disk's.
                file.truncate(capacity);
            }
            file.truncate(newCapacity);
        } catch (NativeException e) {
            throw new IOException(e.getMessage(), e);
        }
        capacity = newCapacity;
    }

    /** A file can be made any size. */
    @Override
    public void checkResize(long newCapacity) {}

    @Override
    public List<Path> files() {
        return List.of(path);
    }

    @Override
    public List<FileIdentity> identities() throws IOException {
        try {
            return List.of(FileIdentity.of(path, file.status()));
        } catch (NativeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public List<FileIdentity> settle(List<FileIdentity> before) throws IOException {
        if (!readOnly) {
            flush();
        }
        return before;
    }

    @Override
    public void close() {
        if (!file.isClosed()) {
            // A process that is just being started may have the descriptor still.
            new FileLocks(file).release();
            file.close();
        }
    }
}
