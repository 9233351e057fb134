package io.hv.bench;

import com.sun.jna.Native;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.NativeMemory;
import java.lang.ref.Reference;

/**
 * Keeps the calling thread, and the threads and processes that it starts meanwhile, on one processor (sched_setaffinity(2)):
 * both sides of a pair then have the same neighbours. Closed by the thread that opened it.
 */
final class OneProcessor implements AutoCloseable {

    private static final int SET_SIZE = 128;
    private static final int THIS_THREAD = 0;

    /** The C library's functions. */
    private static final class C {

        static {
            Native.register(C.class, "c");
        }

        private C() {}

        static native int sched_getaffinity(int pid, long size, long set);

        static native int sched_setaffinity(int pid, long size, long set);
    }

    private final NativeMemory before = NativeMemory.allocate(SET_SIZE);

    /**
     * The last one that the thread may use: the first takes most of a machine's interrupts.
     *
     * @throws NativeException if the kernel refuses
     */
    OneProcessor() {
        check(C.sched_getaffinity(THIS_THREAD, SET_SIZE, before.address()));
        NativeMemory one = NativeMemory.allocate(SET_SIZE);
        for (int word = SET_SIZE - Long.BYTES; word >= 0; word -= Long.BYTES) {
            long last = Long.highestOneBit(before.buffer().getLong(word));
            if (last != 0) {
                one.buffer().putLong(word, last);
                break;
            }
        }
        set(one);
    }

    @Override
    public void close() {
        set(before);
    }

    private static void set(NativeMemory set) {
        try {
            check(C.sched_setaffinity(THIS_THREAD, SET_SIZE, set.address()));
        } finally {
            Reference.reachabilityFence(set);
        }
    }

    private static void check(int result) {
        if (result == -1) {
            throw new NativeException("sched_setaffinity", Native.getLastError());
        }
    }
}
