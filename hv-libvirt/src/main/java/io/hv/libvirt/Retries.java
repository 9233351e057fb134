package io.hv.libvirt;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has something tried until it is done, after pauses that grow, or until nobody wants it any more. Safe for any thread. */
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final String what;
    /** Under the monitor. */
    private boolean ended;

    /**
     * None yet.
     *
     * @param what is tried, for the log
     */
    Retries(String what) {
        this.what = what;
    }

    /**
     * Tries, at once and again, on this thread.
     *
     * @param done whether it is
     */
    void until(BooleanSupplier done) {
        long pause = FIRST_PAUSE_MILLIS;
        while (!done.getAsBoolean() && pause(pause)) {
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Waits that long; false where it is not to be tried any more. */
    private synchronized boolean pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = end - System.nanoTime();
        while (!ended && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                // Nobody interrupts this thread but one who wants it to end.
                LOG.warn("{} is given up: the thread that does it was interrupted", what);
                return false;
            }
            left = end - System.nanoTime();
        }
        return !ended;
    }

    /** Nothing is tried again from now on. Idempotent. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
