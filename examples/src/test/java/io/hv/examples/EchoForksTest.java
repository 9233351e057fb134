package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BinaryBoot;
import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Content;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Boot once, fork for every test, with guests of a few hundred bytes: they run wherever there is a KVM. */
@RequiresKvm
@HvTest(uri = "kvm:///")
@Execution(ExecutionMode.CONCURRENT)
class EchoForksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern COUNT = Pattern.compile("count [0-9a-f]{8} sum [0-9a-f]{16}\n");

    private static GoldenMachine small(String name, SmallGuest guest) {
        return GoldenMachine.of(DomainSpec.named(name)
                .memory(ByteSize.mib(16))
                .boot(BinaryBoot.of(Content.bytes(guest.bytes()), BinaryBoot.Mode.LONG, guest.loadAddress()))
                .build());
    }

    @Golden
    static GoldenMachine echo() {
        return small("echo", SmallGuests.echo()).expects("echo ready\n", PATIENCE);
    }

    /** Waits for a tick of its timer in each round, and says how far it is every now and then. */
    @Golden
    static GoldenMachine counter() {
        SmallGuest guest = SmallGuests.counter()
                .with("rounds", 0xffff_ffffL)
                .with("every", 20)
                .with("kinds", 16);
        return small("counter", guest).ready(Readiness.console(COUNT), PATIENCE);
    }

    /** Writes 1, 2, 3, ... to its marker port, one in each tick of its timer. */
    @Golden
    static GoldenMachine marker() {
        SmallGuest guest = SmallGuests.counter()
                .with("rounds", 0xffff_ffffL)
                .with("every", 0xffff_ffffL)
                .with("kinds", 16 + 1)
                .with("port", 0x80);
        return small("marker", guest).ready(Readiness.marker(42), PATIENCE);
    }

    @RepeatedTest(50)
    void hearsOnlyWhatItIsTold(RepetitionInfo repetition, @Fresh("echo") Domain echo) {
        String word = "test " + repetition.getCurrentRepetition() + ".";
        try (ConsoleSession console = echo.console().open(From.NOW)) {
            console.send(word);
            assertEquals(word, console.expect(".", PATIENCE));
        }
    }

    /** One moment, two futures, which are the same where nothing from outside makes them differ. */
    @Test
    void goesOnFromTheSameMoment(@Fresh("counter") Domain one, @Fresh("counter") Domain other) {
        try (ConsoleSession first = one.console().open(From.START);
                ConsoleSession second = other.console().open(From.START)) {
            String counted = first.expect(COUNT, PATIENCE).group();
            assertEquals(counted, second.expect(COUNT, PATIENCE).group());
            String next = first.expect(COUNT, PATIENCE).group();
            assertEquals(next, second.expect(COUNT, PATIENCE).group());
            assertTrue(next.compareTo(counted) > 0, () -> next + " after " + counted);
        }
    }

    /** A fork goes on marking, until it comes round to the mark before that which it was forked at. */
    @Test
    void isReadyWithoutAConsole(@Fresh("marker") Domain marker) {
        marker.awaitMarker(41, PATIENCE);
        assertFalse(marker.lineage().isEmpty());
    }

    /** What one of them does is nothing to the other. */
    @Test
    void endsAlone(@Fresh("echo") Domain one, @Fresh("echo") Domain other) {
        try (ConsoleSession console = one.console().open(From.NOW)) {
            console.send("\004");
            assertTrue(console.readToEnd(PATIENCE).endsWith("echo done\n"));
        }
        assertTrue(other.state().isActive());
        try (ConsoleSession console = other.console().open(From.NOW)) {
            console.send("still here.");
            assertFalse(console.expect(".", PATIENCE).contains("done"));
        }
    }
}
