package io.hv.nativeaccess;

import java.lang.ref.Reference;

/** A one-shot timer that wakes an {@link Epoll} (timerfd_create(2)), with nanoseconds where epoll has milliseconds. */
public final class TimerFd implements AutoCloseable {

    private static final int CLOCK_MONOTONIC = 1;
    private static final int TFD_CLOEXEC_NONBLOCK = 0x80800;
    private static final int VALUE_SECONDS = 16;
    private static final int VALUE_NANOS = 24;
    private static final int ITIMERSPEC_SIZE = 32;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Fd fd;
    private final NativeMemory value = NativeMemory.allocate(ITIMERSPEC_SIZE);

    /**
     * A timer that is not armed.
     *
     * @throws NativeException if the process has no descriptor left
     */
    public TimerFd() {
        this.fd = Fd.own(
                Libc.check("timerfd_create", Libc.timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC_NONBLOCK)), "timerfd");
    }

    /** The descriptor; owned by this object. Readable from expiry until the timer is armed or disarmed again. */
    public Fd fd() {
        return fd;
    }

    /** Expires once, {@code nanos} from now; at once if that is not positive. For one thread at a time. */
    public void arm(long nanos) {
        set(Math.max(1, nanos));
    }

    /** Forgets the deadline, and an expiry that was not seen. For one thread at a time. */
    public void disarm() {
        set(0);
    }

    private void set(long nanos) {
        value.buffer().putLong(VALUE_SECONDS, nanos / NANOS_PER_SECOND);
        value.buffer().putLong(VALUE_NANOS, nanos % NANOS_PER_SECOND);
        try {
            Libc.check("timerfd_settime", Libc.timerfd_settime(fd.number(), 0, value.address(), 0));
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
