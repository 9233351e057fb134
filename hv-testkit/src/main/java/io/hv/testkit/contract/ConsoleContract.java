package io.hv.testkit.contract;

import static io.hv.testkit.contract.GuestKind.GREETING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Console sessions: from the first byte on, each with a position of its own. */
@Contract
public class ConsoleContract {

    /** For JUnit, which creates it. */
    public ConsoleContract() {}

    /** A session from the start sees the first byte, however late it is opened, in every run. */
    @Test
    public void firstByte(Bench bench) {
        Domain domain = talker(bench);
        for (int run = 0; run < 2; run++) {
            try (ConsoleSession early = domain.console().open(From.START)) {
                assertEquals(GREETING, early.expect("ready\n", bench.patience()));
                try (ConsoleSession late = domain.console().open(From.START)) {
                    assertEquals(GREETING, late.expect("ready\n", bench.patience()));
                    assertEquals(0, late.lost());
                }
            }
            domain.destroy();
            domain.start();
        }
    }

    /** A session from now on does not see what was before. */
    @Test
    public void fromNow(Bench bench) {
        Domain domain = talker(bench);
        try (ConsoleSession first = domain.console().open(From.START)) {
            first.expect("ready\n", bench.patience());
            try (ConsoleSession now = domain.console().open(From.NOW)) {
                assertEquals("", now.readAvailable());
            }
        }
    }

    /** What one session reads is there for the other. */
    @Test
    public void sessionsAreIndependent(Bench bench) {
        Domain domain = talker(bench);
        try (ConsoleSession one = domain.console().open(From.START);
                ConsoleSession two = domain.console().open(From.START)) {
            one.expect("ready\n", bench.patience());
            assertEquals(GREETING, two.expect("ready\n", bench.patience()));
            assertEquals("", one.readAvailable());
        }
    }

    /** Each text is looked for behind the one before. */
    @Test
    public void expectMovesBehindTheText(Bench bench) {
        Domain domain = talker(bench);
        try (ConsoleSession session = domain.console().open(From.START)) {
            assertEquals("hello", session.expect("hello", bench.patience()));
            MatchResult match = session.expect(Pattern.compile("from the (\\w+)\\n"), bench.patience());
            assertEquals("guest", match.group(1));
            assertEquals("ready\n", session.expect("\n", bench.patience()));
        }
    }

    /** A time-out carries what came instead, and leaves it to be read. */
    @Test
    public void timeout(Bench bench) {
        Domain domain = talker(bench);
        try (ConsoleSession watch = domain.console().open(From.START);
                ConsoleSession session = domain.console().open(From.START)) {
            watch.expect("ready\n", bench.patience());
            OperationTimeoutException literal =
                    assertThrows(OperationTimeoutException.class, () -> session.expect("never", bench.blink()));
            assertTrue(literal.evidence().contains("ready"), literal::evidence);
            OperationTimeoutException pattern = assertThrows(
                    OperationTimeoutException.class, () -> session.expect(Pattern.compile("ne+ver"), bench.blink()));
            assertTrue(pattern.evidence().contains("ready"), pattern::evidence);
            assertThrows(OperationTimeoutException.class, () -> session.readToEnd(bench.blink()));
            assertEquals(GREETING, session.expect("ready\n", bench.patience()), "the position has not moved");
        }
    }

    /** When the domain stops, nobody waits on. */
    @Test
    public void endWakesWaiters(Bench bench) throws Exception {
        Domain domain = talker(bench);
        try (ConsoleSession watch = domain.console().open(From.START);
                ConsoleSession session = domain.console().open(From.START)) {
            watch.expect("ready\n", bench.patience());
            Call<InvalidStateException> ended = bench.async(
                    () -> assertThrows(InvalidStateException.class, () -> session.expect("never", bench.patience())));
            domain.destroy();
            InvalidStateException told = ended.get(bench.patience(), "the end of the domain wakes a waiter");
            assertTrue(String.valueOf(told.getMessage()).contains("ready"), told::toString);
            assertEquals(GREETING, session.readToEnd(bench.patience()), "what was written stays to be read");
            assertThrows(InvalidStateException.class, () -> session.send("too late"));
        }
    }

    /** Closing a session wakes whoever waits in it. */
    @Test
    public void closeWakesWaiters(Bench bench) throws Exception {
        Domain domain = talker(bench);
        ConsoleSession session = domain.console().open(From.START);
        Call<ClosedException> woken =
                bench.async(() -> assertThrows(ClosedException.class, () -> session.expect("never", bench.patience())));
        woken.untilItWaits();
        session.close();
        woken.get(bench.patience(), "close() wakes a waiter");
    }

    /** What is typed reaches the guest. */
    @Test
    public void send(Bench bench) {
        bench.needs(Feature.CONSOLE);
        Domain domain = bench.running(GuestKind.ECHO);
        try (ConsoleSession session = domain.console().open(From.START)) {
            session.expect("ready\n", bench.patience());
            session.send("xyzzy\n");
            session.expect("xyzzy", bench.patience());
            session.send("plugh\n");
            session.expect("plugh", bench.patience());
        }
    }

    private static Domain talker(Bench bench) {
        bench.needs(Feature.CONSOLE);
        return bench.running(GuestKind.TALKER);
    }
}
