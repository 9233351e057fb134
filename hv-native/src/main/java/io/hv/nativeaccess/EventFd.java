package io.hv.nativeaccess;

/** A counter that wakes an {@link Epoll} (eventfd(2)), not blocking. Signalling is safe for any thread. */
public final class EventFd implements AutoCloseable {

    private static final int EFD_CLOEXEC_NONBLOCK = 0x80800;

    private final Fd fd;
    private final NativeMemory one = NativeMemory.allocate(Long.BYTES);
    private final NativeMemory count = NativeMemory.allocate(Long.BYTES);

    /**
     * A counter at zero.
     *
     * @throws NativeException if the process has no descriptor left
     */
    public EventFd() {
        this.fd = Fd.own(Libc.check("eventfd", Libc.eventfd(0, EFD_CLOEXEC_NONBLOCK)), "eventfd");
        one.buffer().putLong(0, 1);
    }

    /** The descriptor, for epoll and for KVM; owned by this object. */
    public Fd fd() {
        return fd;
    }

    /** Adds one. A counter that is full stays full, which wakes as well. */
    public void signal() {
        long result = fd.write(one, Long.BYTES);
        if (result < 0 && result != -Errno.EAGAIN) {
            throw new NativeException("write(eventfd)", (int) -result);
        }
    }

    /** Takes the count, which is then zero. For one thread at a time. */
    public long drain() {
        long result = fd.read(count, Long.BYTES);
        if (result == -Errno.EAGAIN) {
            return 0;
        }
        if (result < 0) {
            throw new NativeException("read(eventfd)", (int) -result);
        }
        return count.buffer().getLong(0);
    }

    @Override
    public void close() {
        fd.close();
    }
}
