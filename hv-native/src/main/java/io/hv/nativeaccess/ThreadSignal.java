package io.hv.nativeaccess;

import java.lang.ref.Reference;

/**
 * A signal that gets one thread out of a system call without any handler ever running: the thread keeps it blocked, the
 * system call opens it, and a signal that came is thrown away afterwards. Created, and drained, by the thread itself.
 *
 * <p>The process must never get this signal while a thread does not block it: its default action ends the process. So a
 * sender holds a lock that the thread takes before it ends (thread ids are used again).
 */
public final class ThreadSignal {

    private static final int SIG_BLOCK = 0;
    private static final int SIGSET_SIZE = 128;
    private static final long PID = ProcessHandle.current().pid();
    private static final long SYS_GETTID = 186;
    private static final long SYS_TGKILL = 234;

    private final int signal;
    private final int tid;
    private final long openMask;
    private final NativeMemory set = NativeMemory.allocate(SIGSET_SIZE);
    private final NativeMemory noTime = NativeMemory.allocate(2 * Long.BYTES);

    private ThreadSignal(int signal) {
        this.signal = signal;
        long bit = 1L << (signal - 1);
        set.buffer().putLong(0, bit);
        NativeMemory old = NativeMemory.allocate(SIGSET_SIZE);
        try {
            int errno = Libc.pthread_sigmask(SIG_BLOCK, set.address(), old.address());
            if (errno != 0) {
                throw new NativeException("pthread_sigmask", errno);
            }
        } finally {
            Reference.reachabilityFence(old);
        }
        this.openMask = old.buffer().getLong(0) & ~bit;
        this.tid = (int) Libc.syscall(SYS_GETTID, 0, 0, 0);
    }

    /** Blocks a signal in the calling thread, for the rest of that thread's life. */
    public static ThreadSignal blockHere(int signal) {
        return new ThreadSignal(signal);
    }

    /** The signals that this thread blocks besides this one: bit 0 is signal 1. */
    public long openMask() {
        return openMask;
    }

    /** Sends the signal to the thread. For any thread, under the lock that the class speaks of. */
    public void send() {
        long result = Libc.syscall(SYS_TGKILL, PID, tid, signal);
        if (result == -1) {
            throw new NativeException("tgkill", Libc.errno());
        }
    }

    /**
     * Throws away what has come. On the thread itself.
     *
     * @return how many signals there were
     */
    public int drain() {
        int count = 0;
        while (true) {
            int result = Libc.sigtimedwait(set.address(), 0, noTime.address());
            if (result == signal) {
                count++;
                continue;
            }
            int errno = Libc.errno();
            if (errno == Errno.EAGAIN) {
                return count;
            }
            if (errno != Errno.EINTR) {
                throw new NativeException("rt_sigtimedwait", errno);
            }
        }
    }
}
