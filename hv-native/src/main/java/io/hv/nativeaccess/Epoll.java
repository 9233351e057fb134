package io.hv.nativeaccess;

import java.lang.ref.Reference;

/**
 * Waits for many descriptors at once (epoll(7)), level-triggered unless {@link #EDGE} is asked for. One thread waits and
 * reads the results, or each of several into {@link Results} of its own; any thread may add and remove.
 */
public final class Epoll implements AutoCloseable {

    /** Ready to read. */
    public static final int IN = 0x1;

    /** Ready to write. */
    public static final int OUT = 0x4;

    /** In trouble; always reported. */
    public static final int ERR = 0x8;

    /** Hung up; always reported. */
    public static final int HUP = 0x10;

    /** Told once for each change, to one of the threads that wait. */
    public static final int EDGE = 1 << 31;

    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int CTL_ADD = 1;
    private static final int CTL_DEL = 2;
    private static final int CTL_MOD = 3;
    // On x86-64 struct epoll_event is packed: 4 bytes of events, 8 bytes of data.
    private static final int EVENT_SIZE = 12;
    private static final int DATA = 4;

    private final Fd fd;
    private final Results own;

    /**
     * An empty set.
     *
     * @param capacity how many results one wait can bring
     * @throws NativeException if the process has no descriptor left
     */
    public Epoll(int capacity) {
        this.own = new Results(capacity);
        this.fd = Fd.own(Libc.check("epoll_create1", Libc.epoll_create1(EPOLL_CLOEXEC)), "epoll");
    }

    /**
     * Watches a descriptor.
     *
     * @param events the sum of constants of this class
     * @param token what a result will say
     */
    public void add(Fd watched, int events, long token) {
        control("epoll_ctl(ADD)", CTL_ADD, watched, events, token);
    }

    /** Watches a descriptor for other events. */
    public void modify(Fd watched, int events, long token) {
        control("epoll_ctl(MOD)", CTL_MOD, watched, events, token);
    }

    /** Watches a descriptor no longer. Results that were brought already still name it. */
    public void remove(Fd watched) {
        control("epoll_ctl(DEL)", CTL_DEL, watched, 0, 0);
    }

    private void control(String call, int operation, Fd watched, int events, long token) {
        NativeMemory event = NativeMemory.allocate(EVENT_SIZE);
        event.buffer().putInt(0, events).putLong(DATA, token);
        try {
            Libc.check(call, Libc.epoll_ctl(fd.number(), operation, watched.number(), event.address()));
        } finally {
            Reference.reachabilityFence(event);
        }
    }

    /**
     * Waits until something is ready.
     *
     * @param timeoutMillis 0 returns at once, -1 waits for ever
     * @return how many results there are; 0 also if a signal came
     */
    public int await(int timeoutMillis) {
        return await(own, timeoutMillis);
    }

    /** As {@link #await(int)}, into results of the calling thread's own. */
    public int await(Results into, int timeoutMillis) {
        try {
            int count = Libc.epoll_wait(fd.number(), into.ready.address(), into.capacity, timeoutMillis);
            if (count != -1) {
                return count;
            }
            int errno = Libc.errno();
            if (errno == Errno.EINTR) {
                return 0;
            }
            throw new NativeException("epoll_wait", errno);
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /** The token of a result of the last wait. */
    public long token(int result) {
        return own.token(result);
    }

    /** What is ready about a result of the last wait. */
    public int events(int result) {
        return own.ready.buffer().getInt(result * EVENT_SIZE);
    }

    @Override
    public void close() {
        fd.close();
    }

    /** Where one thread's waits leave what they found. */
    public static final class Results {

        private final int capacity;
        private final NativeMemory ready;

        /** Room for so many. */
        public Results(int capacity) {
            this.capacity = capacity;
            this.ready = NativeMemory.allocate(capacity * EVENT_SIZE);
        }

        /** The token of a result of the last wait. */
        public long token(int result) {
            return ready.buffer().getLong(result * EVENT_SIZE + DATA);
        }
    }
}
