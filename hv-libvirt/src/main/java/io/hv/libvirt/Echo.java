package io.hv.libvirt;

import io.hv.HypervisorException;
import io.hv.LifecycleEvent;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event of what this process is about to do. A daemon sends its answer and the event in any order: whoever waits for
 * the event before returning from the call has told everybody of it by then, in the order in which it was done. Made
 * before the call; for one thread.
 */
final class Echo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    /** Nothing is wrong if it does not come; only later calls may be told of first. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final String what;
    private final @Nullable Watch watch;

    Echo(LifecycleFeed feed, UUID uuid, LifecycleEvent.Type type) {
        this.what = "waiting for the event " + type + " of " + uuid;
        this.watch = feed.watchToCome(this, uuid, event -> event.type() == type);
    }

    private Echo() {
        this.what = "waiting for nothing";
        this.watch = null;
    }

    /** Of what no event comes of, or none that has to be waited for. */
    static Echo none() {
        return new Echo();
    }

    /** Waits for it; not if the thread is or gets interrupted, which stays so: what was to be done has been done. */
    void await() {
        if (watch == null) {
            return;
        }
        try {
            if (watch.await(what, LONGEST).isEmpty()) {
                LOG.debug("{}: it did not come within {}", what, LONGEST);
            }
        } catch (HypervisorException interrupted) {
            LOG.debug("{}: given up", what, interrupted);
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
