package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every console can tell, whatever its backend. */
class ConsoleTest {

    private final AtomicInteger open = new AtomicInteger();

    @Test
    void aPanicIsFoundByWhatLinuxPrints() {
        assertEquals(
                Optional.of("sysrq triggered crash"),
                panicIn("[ 1.0] up\n[ 2.0] Kernel panic - not syncing: sysrq triggered crash\r\n[ 2.1] CPU: 0\n"));
        assertEquals(Optional.of("VFS"), panicIn("Kernel panic - not syncing: VFS"), "the line is not at its end yet");
        assertEquals(Optional.of(""), panicIn("Kernel panic - not syncing: "));
        assertEquals(
                Optional.of("two"),
                panicIn("Kernel panic - not syncing: one\nKernel panic - not syncing: two\n"),
                "the last, where the guest has booted again");
        assertEquals(
                Optional.of("once"),
                panicIn("Kernel panic - not syncing: once\n---[ end Kernel panic - not syncing: once ]---\n"),
                "the end of the report is no other panic");
        assertEquals(Optional.empty(), panicIn("---[ end Kernel panic - not syncing: lost ]---\n"));
        assertEquals(Optional.empty(), panicIn("no panic here\n"));
        assertEquals(Optional.empty(), panicIn(""));
        assertEquals(0, open.get(), "no session stays open");
    }

    private Optional<String> panicIn(String output) {
        Console console = from -> {
            assertEquals(Console.From.START, from);
            open.incrementAndGet();
            return new Printed(output);
        };
        return console.panicMessage();
    }

    private final class Printed implements ConsoleSession {

        private final String output;

        Printed(String output) {
            this.output = output;
        }

        @Override
        public String readAvailable() {
            return output;
        }

        @Override
        public void close() {
            assertTrue(open.decrementAndGet() >= 0);
        }

        @Override
        public String expect(String literal, Duration timeout) {
            throw new AssertionError("it must not wait");
        }

        @Override
        public MatchResult expect(Pattern pattern, Duration timeout) {
            throw new AssertionError("it must not wait");
        }

        @Override
        public String readToEnd(Duration timeout) {
            throw new AssertionError("it must not wait");
        }

        @Override
        public void send(String text) {
            throw new AssertionError("it must not type");
        }

        @Override
        public long lost() {
            return 0;
        }
    }
}
