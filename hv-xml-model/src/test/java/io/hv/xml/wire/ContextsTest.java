package io.hv.xml.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hv.DomainSpec;
import io.hv.xml.DomainXml;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.networkport.Networkport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ContextsTest {

    private static final int THREADS = 8;

    @Test
    void manyThreadsThatWantOneAtOnceHaveItMadeOnce() throws Exception {
        Contexts contexts = new Contexts();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Object>> got = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                got.add(threads.submit(() -> {
                    int unused = together.await();
                    return contexts.get(Networkport.class);
                }));
            }
            for (Future<Object> each : got) {
                assertSame(contexts.get(Networkport.class), each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of(Networkport.class), roots(contexts.all()));
    }

    @Test
    void readingTwiceNeedsOne() {
        DomainXml definition = DomainXml.from(DomainSpec.named("a").build());
        for (int i = 0; i < 2; i++) {
            assertEquals("a", DomainXml.parse(definition.text()).toSpec().name());
        }
        assertEquals(
                1, roots(Contexts.made()).stream().filter(Domain.class::equals).count());
    }

    private static List<Class<?>> roots(List<Contexts.Made> made) {
        return made.stream().<Class<?>>map(Contexts.Made::root).toList();
    }
}
