package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.mem.MemGuest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwaitEventTest {

    private static DomainSpec spec(MemGuest guest) {
        return DomainSpec.named("short-lived").with(guest).build();
    }

    @Test
    void seesTheEndOfAGuestThatEndsAtOnce() {
        try (Host host = Host.open("mem:///await")) {
            Domain domain = host.define(spec(MemGuest.quiet().shutsDown()));
            for (int i = 0; i < 100; i++) {
                assertEquals(
                        StateReason.SHUT_DOWN,
                        AwaitEvent.runToEnd(domain, Duration.ofSeconds(30)).reason());
            }
        }
    }

    @Test
    void tellsOfAGuestThatRunsOn() {
        try (Host host = Host.open("mem:///await")) {
            Domain domain = host.define(spec(MemGuest.quiet()));
            assertThrows(OperationTimeoutException.class, () -> AwaitEvent.runToEnd(domain, Duration.ofMillis(50)));
        }
    }
}
