package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.mem.MemGuest;
import io.hv.mem.MemHost;
import io.hv.mem.MemOperation;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void eachQuestionHasAGuestOfItsOwn() {
        MemGuest guest =
                MemGuest.quiet().prints("? ").answers("6 * 7", "42\n? ").answers("6 * 9", "54\n? ");
        DomainSpec spec = DomainSpec.named("calculator").with(guest).build();
        try (Host host = Host.open("mem:///workers")) {
            assertEquals(List.of("42", "54", "42"), Workers.ask(host, spec, "? ", List.of("6 * 7", "6 * 9", "6 * 7")));
            assertEquals(1, host.as(MemHost.class).calls(MemOperation.START));
            assertEquals(List.of(), host.domains());
        }
    }
}
