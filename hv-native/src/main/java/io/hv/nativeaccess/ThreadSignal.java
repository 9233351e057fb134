package io.hv.nativeaccess;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;

/**
 * A signal without any meaning but one: a system call that its thread is waiting in returns EINTR. It is a real-time signal
 * that nobody in the process had a handler for; the handler that it gets is a function of the C library that does nothing
 * (signal(7); sigaction(2)). Calls that can be begun again are, by the kernel, and never notice (SA_RESTART); KVM_RUN is not
 * one of them.
 *
 * <p>Created by the thread itself, sent by any. Thread ids are used again, so a sender holds a lock that the thread takes
 * before it ends.
 */
public final class ThreadSignal {

    /** SIGRTMIN+8; the JVM itself uses 12, 33 and 62. */
    private static final int FIRST = 42;

    private static final int LAST = 61;

    private static final int SIG_UNBLOCK = 1;
    private static final int SIGSET_SIZE = 128;
    private static final int SA_RESTART = 0x1000_0000;
    private static final int SA_ONSTACK = 0x0800_0000;
    private static final long PID = ProcessHandle.current().pid();
    private static final long SYS_TGKILL = 234;

    /** struct sigaction of the C library: handler, mask (8), flags (136), restorer (144). */
    private static final int ACTION_SIZE = 152;

    private static final int ACTION_FLAGS = 136;

    /** What ignores its argument's meaning, touches nothing, and is in every C library: abs(3). */
    private static final String NOTHING = "abs";

    private final int tid;

    private ThreadSignal() {
        unblock(Signal.NUMBER);
        this.tid = Libc.threadId();
    }

    /** The signal of the calling thread. */
    public static ThreadSignal here() {
        Libc.Platform.require();
        return new ThreadSignal();
    }

    /**
     * Sends the signal to the thread. For any thread, under the lock that the class speaks of.
     *
     * @throws NativeException if the user has too many signals waiting (EAGAIN)
     */
    public void send() {
        long result = Libc.syscall(SYS_TGKILL, PID, tid, Signal.NUMBER);
        if (result == -1) {
            throw new NativeException("tgkill", Libc.errno());
        }
    }

    /** Whoever started this process may have blocked it. */
    private static void unblock(int signal) {
        NativeMemory set = NativeMemory.allocate(SIGSET_SIZE);
        set.buffer().putLong(0, 1L << (signal - 1));
        try {
            int errno = Libc.pthread_sigmask(SIG_UNBLOCK, set.address(), 0);
            if (errno != 0) {
                throw new NativeException("pthread_sigmask", errno);
            }
        } finally {
            Reference.reachabilityFence(set);
        }
    }

    /** The process's one signal, taken when it is first needed. */
    private static final class Signal {

        static final int NUMBER = take(FIRST);
    }

    /**
     * Gives the first signal that has no handler yet one that does nothing.
     *
     * @throws IllegalStateException if all have one
     */
    static synchronized int take(int first) {
        NativeMemory action = NativeMemory.allocate(ACTION_SIZE);
        try {
            for (int signal = first; signal <= LAST; signal++) {
                Libc.check("sigaction", Libc.sigaction(signal, 0, action.address()));
                if (action.buffer().getLong(0) == 0) {
                    action.clear();
                    action.buffer().putLong(0, nothing()).putInt(ACTION_FLAGS, SA_RESTART | SA_ONSTACK);
                    Libc.check("sigaction", Libc.sigaction(signal, action.address(), 0));
                    return signal;
                }
            }
        } finally {
            Reference.reachabilityFence(action);
        }
        throw new IllegalStateException("every signal from " + first + " to " + LAST + " is used by something else");
    }

    private static long nothing() {
        return Pointer.nativeValue(NativeLibrary.getProcess().getFunction(NOTHING));
    }
}
