package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import io.hv.testkit.requires.RequiresLibvirt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads change many domains at once, and every event comes, in each domain's order. */
@RequiresLibvirt
class EventOrderTest {

    private static final int THREADS = 8;
    private static final int LIVES = 210;
    private static final List<LifecycleEvent.Type> LIFE = List.of(
            LifecycleEvent.Type.DEFINED,
            LifecycleEvent.Type.STARTED,
            LifecycleEvent.Type.SUSPENDED,
            LifecycleEvent.Type.RESUMED,
            LifecycleEvent.Type.STOPPED,
            LifecycleEvent.Type.UNDEFINED);

    @TempDir
    Path folder;

    @Test
    void tenThousandEventsOfEightThreads() throws Exception {
        Map<UUID, List<LifecycleEvent.Type>> told = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(THREADS * LIVES * LIFE.size());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Host host = Host.open(TestHosts.uri(folder));
                Subscription subscription = host.events().on(LifecycleEvent.class, event -> {
                    told.computeIfAbsent(event.uuid(), key -> new ArrayList<>()).add(event.type());
                    left.countDown();
                })) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "thread-" + i;
                work.add(threads.submit(() -> {
                    for (int life = 0; life < LIVES; life++) {
                        live(host, name);
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
            assertTrue(left.await(1, TimeUnit.MINUTES), () -> left.getCount() + " events have not come");
            assertEquals(0, subscription.lost());
        } finally {
            threads.shutdown();
        }
        assertEquals(THREADS * LIVES, told.size());
        told.forEach((uuid, types) -> assertEquals(LIFE, types, uuid.toString()));
    }

    private static void live(Host host, String name) {
        Domain domain = host.define(DomainSpec.named(name).build());
        domain.start();
        domain.suspend();
        domain.resume();
        domain.destroy();
        domain.undefine();
    }
}
