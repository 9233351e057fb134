package io.hv.nativeaccess;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * What identifies a file, and tells whether it has changed (struct stat of x86-64).
 *
 * @param device the number of the device that the file system is on
 * @param inode the file's number there
 * @param size in bytes; 0 for a block device
 * @param allocated how many bytes of storage, or of memory, it takes: what is a hole takes none
 * @param modifiedNanos when its bytes were last changed, in nanoseconds since 1970
 */
public record FileStatus(long device, long inode, long size, long allocated, long modifiedNanos) {

    // The system calls, since older C libraries do not export the functions.
    private static final int SYS_STAT = 4;
    private static final int SYS_FSTAT = 5;

    private static final int SIZE = 144;
    private static final int INODE = 8;
    private static final int LENGTH = 48;
    private static final int BLOCKS = 64;
    private static final int BLOCK = 512;
    private static final int SECONDS = 88;
    private static final int NANOS = 96;
    private static final long SECOND = 1_000_000_000;

    static FileStatus of(Fd file) {
        NativeMemory memory = NativeMemory.allocate(SIZE);
        try {
            if (Libc.syscall(SYS_FSTAT, file.number(), memory.address(), 0) == -1) {
                throw new NativeException("fstat(" + file + ")", Libc.errno());
            }
            return of(memory.buffer());
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /**
     * Of what is at a path, past links. It is not opened: to close a file takes away all locks that this process has on it by
     * other descriptors (fcntl(2), {@code F_SETLK}).
     *
     * @throws NativeException if the kernel does not say
     */
    public static FileStatus of(Path path) {
        NativeMemory name = NativeMemory.string(path.toString());
        NativeMemory memory = NativeMemory.allocate(SIZE);
        try {
            if (Libc.syscall(SYS_STAT, name.address(), memory.address(), 0) == -1) {
                throw new NativeException("stat(" + path + ")", Libc.errno());
            }
            return of(memory.buffer());
        } finally {
            Reference.reachabilityFence(name);
            Reference.reachabilityFence(memory);
        }
    }

    private static FileStatus of(ByteBuffer stat) {
        return new FileStatus(
                stat.getLong(0),
                stat.getLong(INODE),
                stat.getLong(LENGTH),
                stat.getLong(BLOCKS) * BLOCK,
                stat.getLong(SECONDS) * SECOND + stat.getLong(NANOS));
    }
}
