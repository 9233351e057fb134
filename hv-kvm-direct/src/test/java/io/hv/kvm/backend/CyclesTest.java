package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Cycles;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Machines come and go through the public API, and leave nothing. */
@RequiresKvm
@Timeout(7200)
class CyclesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void createStartDestroy(TestReporter reporter) throws Exception {
        SmallGuest guest = SmallGuests.actor().with("part", 1);
        try (Host host = Host.open(OwnRoot.URI)) {
            DomainSpec spec = DomainSpec.named("cycle")
                    .memory(ByteSize.mib(16))
                    .boot(Guests.boot(guest))
                    .build();
            Cycles.run(reporter, "cycles", () -> {
                try (TransientDomain domain = host.create(spec);
                        ConsoleSession console = domain.console().open(From.START)) {
                    console.expect("ready\n", PATIENCE);
                    domain.destroy();
                }
            });
        }
    }
}
