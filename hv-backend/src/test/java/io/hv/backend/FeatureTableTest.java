package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Feature;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FeatureTableTest {

    @Test
    void aCostlyAnswerIsFoundWhenItIsAskedFor() {
        AtomicInteger asked = new AtomicInteger();
        FeatureTable table = FeatureTable.of("toy", Set.of(Feature.DEFINE)).with(Feature.STOCK_GUESTS, () -> {
            asked.incrementAndGet();
            return Support.no("it is a toy", "buy a machine");
        });
        table.require("a host", Feature.DEFINE);
        assertTrue(table.with(Feature.SMP, Support.yes()).supports(Feature.SMP).isSupported());
        assertEquals(0, asked.get());
        assertEquals("buy a machine", table.supports(Feature.STOCK_GUESTS).remedy());
        assertEquals(1, asked.get());
        assertEquals(Set.of(Feature.DEFINE), table.features());
        assertThrows(UnsupportedFeatureException.class, () -> table.require("a host", Feature.STOCK_GUESTS));
    }
}
