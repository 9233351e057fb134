package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.LifecycleEvent;
import io.hv.StateReason;
import java.util.UUID;

/**
 * How a transient domain ended, which libvirt tells once, by an event, and then forgets. Registered before the domain is
 * made; the end of an earlier domain with its UUID does not count. Safe for any thread.
 */
final class TransientEnd implements AutoCloseable {

    private final Watch watch;
    private final String what;
    /** Written and read on the event loop's thread. */
    private boolean started;

    TransientEnd(LifecycleFeed feed, Object owner, UUID uuid) {
        this.what = "waiting to hear how " + uuid + " ended";
        this.watch = feed.watchToCome(owner, uuid, this::isEnd);
    }

    private boolean isEnd(LifecycleEvent event) {
        started |= event.type() == LifecycleEvent.Type.STARTED;
        return started && !event.status().state().isActive();
    }

    /** The last status of a domain that is gone; its event may still be on the way. */
    DomainStatus status() {
        return watch.await(what, Host.PATIENCE)
                .map(LifecycleEvent::status)
                .orElse(DomainStatus.of(DomainState.SHUTOFF, StateReason.UNKNOWN));
    }

    /** Whether its end has been told: what has its UUID now is another run. */
    boolean isKnown() {
        return watch.isFound();
    }

    /** Calls once when it has ended, or nobody is told of it any more. */
    void whenKnown(Runnable action) {
        watch.whenDone(event -> action.run(), failure -> action.run());
    }

    @Override
    public void close() {
        watch.close();
    }
}
