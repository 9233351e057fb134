package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Feature;
import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.ResourceEvent;
import io.hv.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** {@link ResourceEvent}: what happens to networks and pools, once, in order, to every handle. */
@Contract
public class ResourceEventContract {

    private static final List<ResourceEvent.Type> A_LIFE = List.of(
            ResourceEvent.Type.DEFINED,
            ResourceEvent.Type.STARTED,
            ResourceEvent.Type.STOPPED,
            ResourceEvent.Type.STARTED,
            ResourceEvent.Type.STOPPED,
            ResourceEvent.Type.UNDEFINED);

    /** For JUnit, which creates it. */
    public ResourceEventContract() {}

    /** Keeps the events of one of them. */
    private static final class Log implements AutoCloseable {

        private final BlockingQueue<ResourceEvent> queue = new LinkedBlockingQueue<>();
        private final Subscription subscription;

        Log(Host host, UUID uuid) {
            subscription = host.events().on(ResourceEvent.class, event -> {
                if (event.uuid().equals(uuid)) {
                    queue.add(event);
                }
            });
        }

        /** As many as a life has. */
        void expect(ResourceEvent.Kind kind, String name, Bench bench) throws InterruptedException {
            List<ResourceEvent> seen = new ArrayList<>();
            for (int i = 0; i < A_LIFE.size(); i++) {
                seen.add(Waits.take(queue, bench.patience(), () -> "an event after " + seen));
            }
            assertEquals(A_LIFE, seen.stream().map(ResourceEvent::type).toList());
            seen.forEach(event -> {
                assertEquals(kind, event.kind());
                assertEquals(name, event.name());
            });
            Waits.never(() -> !queue.isEmpty(), bench.blink(), () -> "one more event: " + queue);
        }

        @Override
        public void close() {
            subscription.close();
        }
    }

    /** All that happens to a network. */
    @Test
    public void ofNetworks(Bench bench) throws InterruptedException {
        bench.needs(Feature.EVENTS, Feature.NETWORKS);
        NetworkSpec spec = bench.network().edit(b -> b.uuid(UUID.randomUUID()));
        UUID uuid = spec.uuid().orElseThrow();
        try (Log log = new Log(bench.host(), uuid);
                Log other = new Log(bench.open(), uuid)) {
            Network network = bench.define(spec);
            for (int i = 0; i < 2; i++) {
                network.start();
                network.stop();
            }
            network.undefine();
            log.expect(ResourceEvent.Kind.NETWORK, spec.name(), bench);
            other.expect(ResourceEvent.Kind.NETWORK, spec.name(), bench);
        }
    }

    /** All that happens to a pool. */
    @Test
    public void ofPools(Bench bench) throws InterruptedException {
        bench.needs(Feature.EVENTS, Feature.POOLS);
        PoolSpec spec = bench.pool().uuid(UUID.randomUUID());
        UUID uuid = spec.uuid().orElseThrow();
        try (Log log = new Log(bench.host(), uuid);
                Log other = new Log(bench.open(), uuid)) {
            Pool pool = bench.define(spec);
            for (int i = 0; i < 2; i++) {
                pool.start();
                pool.stop();
            }
            pool.undefine();
            log.expect(ResourceEvent.Kind.POOL, spec.name(), bench);
            other.expect(ResourceEvent.Kind.POOL, spec.name(), bench);
        }
    }
}
