package io.hv.nativeaccess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor and its one owner. {@link #close()} closes it once; using it afterwards throws, so that a number
 * which the kernel has given away again is never used by mistake. The owner makes sure that no call is under way when it
 * closes.
 */
public final class Fd implements AutoCloseable {

    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_RDONLY = 0;
    private static final int O_EXCL = 0x80;
    private static final int O_TMPFILE = 0x410000;
    private static final int OWNER_ONLY = 0600;
    private static final int SEEK_END = 2;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int ZERO_RANGE = 16;
    private static final int START_WRITING = 2;
    private final int number;
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Fd(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /**
     * Takes over a descriptor that a system call has returned.
     *
     * @param name what it stands for, for messages
     */
    public static Fd own(int number, String name) {
        Libc.Platform.require();
        if (number < 0) {
            throw new IllegalArgumentException("not a file descriptor: " + number);
        }
        return new Fd(number, name);
    }

    /**
     * Opens an existing file for reading and writing.
     *
     * @throws NativeException if the kernel refuses
     */
    public static Fd open(Path path) {
        return open(path, O_RDWR);
    }

    /**
     * Opens an existing file for reading.
     *
     * @throws NativeException if the kernel refuses
     */
    public static Fd openReadOnly(Path path) {
        return open(path, O_RDONLY);
    }

    private static Fd open(Path path, int mode) {
        return open(path, mode, path.toString());
    }

    private static Fd open(Path path, int mode, String meaning) {
        NativeMemory name = NativeMemory.string(path.toString());
        try {
            return own(
                    Libc.check("open(" + path + ")", Libc.open(name.address(), mode | O_CLOEXEC, OWNER_ONLY)), meaning);
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    /**
     * Makes an empty file that has no name, for its owner alone: it is gone with its last descriptor, however this process
     * ends.
     *
     * @param folder where its bytes are kept
     * @param meaning what it stands for, for messages
     * @throws NativeException if the kernel refuses
     */
    public static Fd temporary(Path folder, String meaning) {
        try {
            return open(folder, O_RDWR | O_TMPFILE | O_EXCL, meaning);
        } catch (NativeException e) {
            // A kernel or file system without O_TMPFILE takes it for an attempt to write a folder.
            if (e.errno() != Errno.EOPNOTSUPP && e.errno() != Errno.EISDIR) {
                throw e;
            }
            return unlinked(folder, meaning);
        }
    }

    /** Makes a file, and takes its name away. */
    static Fd unlinked(Path folder, String meaning) {
        Path path;
        try {
            path = Files.createTempFile(folder, "hv", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return open(path, O_RDWR, meaning);
        } finally {
            unlink(path);
        }
    }

    private static void unlink(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The descriptor's number.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public int number() {
        if (closed.get()) {
            throw new IllegalStateException(name + " is closed");
        }
        return number;
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /**
     * Reads into memory.
     *
     * @return how many bytes, or an error number, negated
     */
    public long read(NativeMemory into, int count) {
        try {
            long result = Libc.read(number(), into.address(), checked(into, count));
            return result == -1 ? -Libc.errno() : result;
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /**
     * Writes from memory.
     *
     * @return how many bytes, or an error number, negated
     */
    public long write(NativeMemory from, int count) {
        try {
            long result = Libc.write(number(), from.address(), checked(from, count));
            return result == -1 ? -Libc.errno() : result;
        } finally {
            Reference.reachabilityFence(from);
        }
    }

    /**
     * Where the file has data next (SEEK_DATA of lseek(2)); what lies before is a hole, which reads as zeros.
     *
     * @return an offset from this one on, or an error number, negated: ENXIO if there is none up to the end of the file
     */
    public long nextData(long offset) {
        long result = Libc.lseek(number(), offset, SEEK_DATA);
        return result == -1 ? -Libc.errno() : result;
    }

    /**
     * Where the file has a hole next (SEEK_HOLE of lseek(2)); its end counts as one.
     *
     * @return an offset from this one on, or an error number, negated: ENXIO if this one is not inside the file
     */
    public long nextHole(long offset) {
        long result = Libc.lseek(number(), offset, SEEK_HOLE);
        return result == -1 ? -Libc.errno() : result;
    }

    /**
     * What the kernel knows of the file (fstat(2)).
     *
     * @throws NativeException if it does not say
     */
    public FileStatus status() {
        return FileStatus.of(this);
    }

    /**
     * Reads from a place in the file into pieces of memory (preadv(2)).
     *
     * @return how many bytes, fewer than asked for at the end of the file; or an error number, negated
     */
    public long readAt(IoVector into, long offset) {
        try {
            long result = Libc.preadv(number(), into.address(), into.count(), offset);
            return result == -1 ? -Libc.errno() : result;
        } finally {
            Reference.reachabilityFence(into.memory());
        }
    }

    /**
     * Writes pieces of memory to a place in the file (pwritev(2)).
     *
     * @return how many bytes, or an error number, negated
     */
    public long writeAt(IoVector from, long offset) {
        try {
            long result = Libc.pwritev(number(), from.address(), from.count(), offset);
            return result == -1 ? -Libc.errno() : result;
        } finally {
            Reference.reachabilityFence(from.memory());
        }
    }

    /**
     * Waits until all that was written is on the disk (fdatasync(2)).
     *
     * @throws NativeException if the kernel could not
     */
    public void sync() {
        check("fdatasync", Libc.fdatasync(number()));
    }

    /**
     * Begins to bring all that was written to the disk, and does not wait for the end (sync_file_range(2)): {@link #sync} has
     * less to do then, and tells what has failed on the way.
     *
     * @return false where it cannot, as with what is no file or device
     */
    public boolean startWriting() {
        return Libc.sync_file_range(number(), 0, 0, START_WRITING) == 0;
    }

    /**
     * Gives the space of a range back; it reads as zeros afterwards (fallocate(2)).
     *
     * @throws NativeException if the file system cannot
     */
    public void punchHole(long offset, long length) {
        check("fallocate", Libc.fallocate(number(), PUNCH_HOLE | KEEP_SIZE, offset, length));
    }

    /**
     * Makes a range read as zeros, and keeps its space (fallocate(2)).
     *
     * @throws NativeException if the file system cannot
     */
    public void zeroRange(long offset, long length) {
        check("fallocate", Libc.fallocate(number(), ZERO_RANGE | KEEP_SIZE, offset, length));
    }

    /** The file's length in bytes. Moves the position at which {@link #read} and {@link #write} go on. */
    public long length() {
        long result = Libc.lseek(number(), 0, SEEK_END);
        if (result == -1) {
            throw new NativeException("lseek(" + name + ")", Libc.errno());
        }
        return result;
    }

    /** How many bytes of storage, or of memory, the file takes: what is a hole takes none (st_blocks of stat(2)). */
    public long allocated() {
        return status().allocated();
    }

    /**
     * Cuts the file off, or lengthens it by zeros.
     *
     * @throws NativeException if the kernel refuses
     */
    public void truncate(long length) {
        check("ftruncate", Libc.ftruncate(number(), length));
    }

    /** Puts words together only for a call that has failed: these are made for each request of a disk. */
    private void check(String call, int result) {
        if (result == -1) {
            throw new NativeException(call + "(" + name + ")", Libc.errno());
        }
    }

    private static int checked(NativeMemory memory, int count) {
        if (count < 0 || count > memory.size()) {
            throw new IndexOutOfBoundsException(count + " of " + memory.size() + " bytes");
        }
        return count;
    }

    /** Closes the descriptor, once. Linux frees the number whatever close(2) returns, so its result says nothing to act on. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            int unused = Libc.close(number);
        }
    }

    /** Its name and number. */
    @Override
    public String toString() {
        return name + " (fd " + number + (closed.get() ? ", closed)" : ")");
    }
}
