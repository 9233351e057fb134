package io.hv.examples;

import io.hv.Domain;
import io.hv.DomainStatus;
import io.hv.LifecycleEvent;
import java.time.Duration;

/** Waiting for what an action leads to, without a gap in which it could be missed. */
public final class AwaitEvent {

    private AwaitEvent() {}

    /**
     * Starts a domain and waits until it has ended by itself.
     *
     * @return how it ended
     */
    public static DomainStatus runToEnd(Domain domain, Duration timeout) {
        // The start is the trigger: await subscribes first. A guest that ends at once is seen all the same.
        return domain.host()
                .events()
                .await(
                        LifecycleEvent.class,
                        event -> event.uuid().equals(domain.uuid())
                                && !event.status().state().isActive(),
                        timeout,
                        domain::start)
                .status();
    }
}
