package io.hv.libvirt;

import io.hv.DomainStatus;
import io.hv.LifecycleEvent;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.function.Predicate;

/** Waits until the status of a domain fits: that of now, or that of an event which comes. */
final class StatusWait {

    private StatusWait() {}

    /**
     * Waits.
     *
     * @param what for, for messages
     * @return the first status that fits
     * @throws OperationTimeoutException if none does in time
     * @throws io.hv.NotFoundException if the domain is gone
     * @throws io.hv.ClosedException if its host is closed
     */
    static DomainStatus await(DomainHandle domain, String what, Predicate<DomainStatus> fits, Duration timeout) {
        try (Watch watch =
                domain.host().shared().feed().watch(domain.host(), domain.uuid(), event -> fits.test(event.status()))) {
            DomainStatus now = domain.status();
            if (fits.test(now)) {
                return now;
            }
            return watch.await("waiting for " + what, timeout)
                    .map(LifecycleEvent::status)
                    .orElseThrow(() -> new OperationTimeoutException(
                            "waited " + timeout + " for " + what,
                            "see what the domain does, or wait longer",
                            domain.status().toString()));
        }
    }
}
