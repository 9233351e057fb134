package io.hv.kvm.virtio.block;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells of requests that failed on the host, at most once a second: a guest can send as many as it likes. Safe for any
 * thread.
 */
final class FailureLog {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final String device;
    private final LongSupplier clock;
    private final Consumer<String> log;
    private boolean told;
    private long toldAt;
    private long untold;

    /**
     * Nothing has failed yet.
     *
     * @param clock nanoseconds, from anywhere on
     */
    FailureLog(String device, LongSupplier clock, Consumer<String> log) {
        this.device = device;
        this.clock = clock;
        this.log = log;
    }

    /** A request has failed. What is left out is counted, and told with the next line. */
    synchronized void failed(String what, String why) {
        long now = clock.getAsLong();
        if (told && now - toldAt < PAUSE) {
            untold++;
            return;
        }
        String more = untold == 0 ? "" : "; and " + untold + " more before that";
        log.accept(device + ": a guest's " + what + " failed: " + why + more);
        told = true;
        toldAt = now;
        untold = 0;
    }
}
