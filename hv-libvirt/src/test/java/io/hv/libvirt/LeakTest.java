package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LifecycleEvent;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.Volume;
import io.hv.VolumeSpec;
import io.hv.testkit.requires.RequiresLibvirt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of a host that was closed: no file, no thread, no connection. */
@RequiresLibvirt
class LeakTest {

    @TempDir
    Path folder;

    @Test
    void twoHundredHostsLeaveNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            live();
        }
        awaitIdle();
        List<String> threads = threads();
        long files = files();
        for (int i = 0; i < 200; i++) {
            live();
        }
        awaitIdle();
        assertEquals(threads, threads());
        assertEquals(files, files());
    }

    private void live() throws Exception {
        AtomicInteger events = new AtomicInteger();
        try (Host host = Host.open(TestHosts.uri(folder));
                Subscription subscription = host.events().on(LifecycleEvent.class, event -> events.incrementAndGet());
                TransientDomain transientDomain =
                        host.create(DomainSpec.named("t").build())) {
            Domain domain = host.define(DomainSpec.named("d").build());
            domain.start();
            domain.shutdown().await(Duration.ofSeconds(30));
            assertEquals(2, host.domains().size());
            assertTrue(host.findDomain("absent").isEmpty());
            Pool pool = host.define(PoolSpec.folder("p", HostPath.of("/hv-pool")));
            pool.start();
            Volume volume = pool.create(VolumeSpec.of("v", ByteSize.mib(1)).build());
            assertEquals(List.of(volume), pool.volumes());
            assertEquals(List.of(pool), host.pools());
            assertTrue(pool.findVolume("absent").isEmpty());
            assertTrue(transientDomain.state().isActive());
            assertEquals(0, subscription.lost());
        }
    }

    /** Pools keep an idle thread for a moment. */
    private static void awaitIdle() {
        Instant end = Instant.now().plusSeconds(60);
        while (threads().stream().anyMatch(name -> name.startsWith("hv/test:"))
                && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hv/"))
                .sorted()
                .toList();
    }

    private static long files() throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
