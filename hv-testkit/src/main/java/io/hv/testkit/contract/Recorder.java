package io.hv.testkit.contract;

import io.hv.Domain;
import io.hv.Host;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Listens to the life-cycle events of one domain, and keeps them in the order in which they came. */
final class Recorder implements AutoCloseable {

    private final BlockingQueue<LifecycleEvent> queue = new LinkedBlockingQueue<>();
    private final List<LifecycleEvent> seen = new ArrayList<>();
    private final Subscription subscription;

    Recorder(Host host, UUID uuid) {
        subscription = host.events().on(LifecycleEvent.class, event -> {
            if (event.uuid().equals(uuid)) {
                queue.add(event);
            }
        });
    }

    Recorder(Domain domain) {
        this(domain.host(), domain.uuid());
    }

    /** The next event. */
    LifecycleEvent next(Duration patience) throws InterruptedException {
        LifecycleEvent event = Waits.take(queue, patience, () -> "an event after " + seen);
        seen.add(event);
        return event;
    }

    /** All events up to the first of that type. */
    List<LifecycleEvent> upTo(LifecycleEvent.Type last, Duration patience) throws InterruptedException {
        while (seen.isEmpty() || seen.get(seen.size() - 1).type() != last) {
            next(patience);
        }
        return List.copyOf(seen);
    }

    /** How many came that nobody has asked for yet. */
    int waiting() {
        return queue.size();
    }

    long lost() {
        return subscription.lost();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
