package io.hv.kvm.loop;

import io.hv.kvm.bus.Device;
import io.hv.nativeaccess.Fd;
import java.util.function.Consumer;

/** That a loop watches a descriptor. Safe for any thread. */
public final class FdWatch implements AutoCloseable {

    private final Fd fd;
    private final Device device;
    private final Runnable onReady;
    private final Consumer<Fd> unwatch;
    private boolean closed;

    FdWatch(Fd fd, Device device, Runnable onReady, Consumer<Fd> unwatch) {
        this.fd = fd;
        this.device = device;
        this.onReady = onReady;
        this.unwatch = unwatch;
    }

    Device device() {
        return device;
    }

    /** With the device's monitor held. */
    void ready() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        onReady.run();
    }

    /** Stops watching: the callback does not begin any more. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            unwatch.accept(fd);
        }
    }
}
