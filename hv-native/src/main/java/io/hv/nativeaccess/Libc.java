package io.hv.nativeaccess;

import com.sun.jna.Native;
import java.util.Locale;

/**
 * The C library's functions. Loading this class binds them, so every caller asks {@link Platform#require()} first, and the class
 * never loads where they do not exist.
 */
final class Libc {

    private static final long SYS_GETTID = 186;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int open(long path, int flags, int mode);

    static native int close(int fd);

    static native long read(int fd, long buffer, long count);

    static native long write(int fd, long buffer, long count);

    static native long preadv(int fd, long vectors, int count, long offset);

    static native long pwritev(int fd, long vectors, int count, long offset);

    static native int fdatasync(int fd);

    static native int sync_file_range(int fd, long offset, long length, int flags);

    static native int fallocate(int fd, int mode, long offset, long length);

    static native long lseek(int fd, long offset, int whence);

    static native int ftruncate(int fd, long length);

    static native int fcntl(int fd, int command, long argument);

    static native int ioctl(int fd, long request, long argument);

    static native int socket(int family, int type, int protocol);

    static native int memfd_create(long name, int flags);

    static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    static native long mremap(long old, long oldSize, long newSize, int flags, long address);

    static native int mprotect(long address, long length, int protection);

    static native int munmap(long address, long length);

    static native int madvise(long address, long length, int advice);

    static native int eventfd(int initial, int flags);

    static native int timerfd_create(int clock, int flags);

    static native int timerfd_settime(int fd, int flags, long value, long old);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int fd, long event);

    static native int epoll_wait(int epoll, long events, int count, int timeout);

    static native int pthread_sigmask(int how, long set, long old);

    static native int sigaction(int signal, long action, long old);

    static native long syscall(long number, long a, long b, long c);

    static native long syscall(long number, long a, long b, long c, long d, long e);

    /** The number of the calling thread (gettid(2)). */
    static int threadId() {
        return (int) syscall(SYS_GETTID, 0, 0, 0);
    }

    /** Whether this is the one platform whose numbers this package knows. A class of its own, so that asking binds nothing. */
    static final class Platform {

        private static final boolean SUPPORTED = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");

        private Platform() {}

        static void require() {
            if (!SUPPORTED) {
                throw new UnsupportedOperationException(String.format(
                        Locale.ROOT,
                        "this needs Linux on x86-64, and this is %s on %s",
                        System.getProperty("os.name"),
                        System.getProperty("os.arch")));
            }
        }
    }

    /** The error number of this thread's last call, which must have failed. */
    static int errno() {
        return Native.getLastError();
    }

    /** Passes a result on, or throws if it says that the call failed. */
    static int check(String call, int result) {
        if (result == -1) {
            throw new NativeException(call, errno());
        }
        return result;
    }
}
