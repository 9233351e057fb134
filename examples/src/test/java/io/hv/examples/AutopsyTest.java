package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BinaryBoot;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.mem.MemGuest;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AutopsyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void tellsWhatAGuestDiedOf() {
        try (Host host = Host.open("mem:///autopsy")) {
            DomainSpec spec = DomainSpec.named("patient")
                    .with(MemGuest.quiet().crashes(MemGuest.panic("out of coffee")))
                    .build();
            String report = Autopsy.of(host, spec, PATIENCE);
            assertTrue(report.startsWith("PANIC: out of coffee"), report);
        }
    }

    @Test
    void tellsOfAnEndThatIsNoCrash() {
        try (Host host = Host.open("mem:///autopsy")) {
            DomainSpec spec = DomainSpec.named("patient")
                    .with(MemGuest.quiet().shutsDown())
                    .build();
            assertEquals("no crash: SHUTOFF (SHUT_DOWN)", Autopsy.of(host, spec, PATIENCE));
        }
    }

    @Test
    @RequiresKvm
    void showsTheRegistersOfARealTripleFault() {
        SmallGuest guest = SmallGuests.tripleFault();
        try (Host host = Host.open("kvm:///")) {
            DomainSpec spec = DomainSpec.named("patient")
                    .boot(BinaryBoot.of(Content.bytes(guest.bytes()), BinaryBoot.Mode.PROTECTED, guest.loadAddress()))
                    .build();
            String report = Autopsy.of(host, spec, PATIENCE);
            assertTrue(report.startsWith("TRIPLE_FAULT: "), report);
            assertTrue(report.toLowerCase(java.util.Locale.ROOT).contains("rip"), report);
        }
    }
}
