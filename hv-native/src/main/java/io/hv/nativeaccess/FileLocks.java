package io.hv.nativeaccess;

import java.lang.ref.Reference;

/**
 * Shared locks on bytes of an open file (fcntl(2), {@code F_OFD_SETLK}), and a look at those of others. They belong to the
 * descriptor: unlike those of a process they are not lost when this process closes another descriptor of the same file, and
 * they are in the way of locks that it has by another one. Who has a descriptor's copy has its locks; {@link #release} ends
 * them for all. Safe for any thread.
 */
public final class FileLocks {

    private static final int GET = 36;
    private static final int SET = 37;
    private static final short SHARED = 0;
    private static final short EXCLUSIVE = 1;
    private static final short NONE = 2;

    // struct flock of x86-64.
    private static final int SIZE = 32;
    private static final int TYPE = 0;
    private static final int START = 8;
    private static final int LENGTH = 16;

    private final Fd file;

    /** Of a file that somebody else closes. */
    public FileLocks(Fd file) {
        this.file = file;
    }

    /**
     * Locks one byte, which may be beyond the file's end, for sharing.
     *
     * @return false if somebody has it locked for himself alone
     * @throws NativeException if the kernel refuses; see {@link #isUnsupported}
     */
    public boolean share(long position) {
        NativeMemory lock = lock(SHARED, position, 1);
        try {
            if (Libc.fcntl(file.number(), SET, lock.address()) != -1) {
                return true;
            }
            int errno = Libc.errno();
            if (errno == Errno.EAGAIN || errno == Errno.EACCES) {
                return false;
            }
            throw new NativeException("fcntl(" + file + ", F_OFD_SETLK)", errno);
        } finally {
            Reference.reachabilityFence(lock);
        }
    }

    /**
     * Whether somebody else has a byte locked, in any way.
     *
     * @throws NativeException as of {@link #share}
     */
    public boolean isOthers(long position) {
        NativeMemory lock = lock(EXCLUSIVE, position, 1);
        try {
            if (Libc.fcntl(file.number(), GET, lock.address()) == -1) {
                throw new NativeException("fcntl(" + file + ", F_OFD_GETLK)", Libc.errno());
            }
            return lock.buffer().getShort(TYPE) != NONE;
        } finally {
            Reference.reachabilityFence(lock);
        }
    }

    /** Ends all of this descriptor's locks. What cannot be ended so ends with the descriptor and its copies. */
    public void release() {
        NativeMemory lock = lock(NONE, 0, 0);
        try {
            int unused = Libc.fcntl(file.number(), SET, lock.address());
        } finally {
            Reference.reachabilityFence(lock);
        }
    }

    /** Whether a failure says that there are no such locks: the kernel is older, or the file system has none. */
    public static boolean isUnsupported(NativeException e) {
        return e.errno() == Errno.EINVAL || e.errno() == Errno.ENOLCK || e.errno() == Errno.EOPNOTSUPP;
    }

    /** A length of 0 is to the end of the file, wherever it comes to be. */
    private static NativeMemory lock(short type, long start, long length) {
        NativeMemory lock = NativeMemory.allocate(SIZE);
        lock.buffer().putShort(TYPE, type).putLong(START, start).putLong(LENGTH, length);
        return lock;
    }
}
