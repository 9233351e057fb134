package io.hv.xml.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainSpec;
import io.hv.xml.DomainXml;
import io.hv.xml.XmlDocument;
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
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<XmlDocument>> read = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                read.add(threads.submit(() -> {
                    int unused = together.await();
                    return XmlDocument.parse("<networkport/>");
                }));
            }
            for (Future<XmlDocument> each : read) {
                assertEquals("networkport", each.get().rootName());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, made(Networkport.class));
    }

    @Test
    void onlyReadingNeedsOne() {
        int before = Contexts.made().size();
        DomainXml definition = DomainXml.from(DomainSpec.named("a").build());
        assertEquals("a", definition.toSpec().name());
        assertTrue(definition.text().contains("<name>a</name>"));
        assertEquals(before, Contexts.made().size());
        assertEquals("a", DomainXml.parse(definition.text()).toSpec().name());
        assertEquals(1, made(Domain.class));
    }

    private static long made(Class<?> root) {
        return Contexts.made().stream().filter(each -> each.root() == root).count();
    }
}
