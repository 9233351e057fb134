package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Consoles that nobody uses any more are not kept for ever. */
class ConsolesTest {

    private final Consoles consoles = new Consoles();

    private DomainConsole of(int number) {
        return consoles.of(new UUID(0, number), "domain " + number);
    }

    @Test
    void theLastOnesAreKept() {
        DomainConsole first = of(0);
        DomainConsole second = of(1);
        for (int i = 2; i < Consoles.KEPT; i++) {
            of(i);
        }
        assertSame(first, of(0));
        of(Consoles.KEPT);
        assertSame(first, of(0), "asked for since");
        assertNotSame(second, of(1), "the longest unused");
    }

    @Test
    void whatIsForgottenBeginsAnew() {
        DomainConsole first = of(0);
        consoles.forget(new UUID(0, 0));
        assertNotSame(first, of(0));
    }
}
