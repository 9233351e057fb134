package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsoleBufferTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ConsoleBuffer buffer = new ConsoleBuffer("web");

    @BeforeEach
    void begin() {
        buffer.begin();
    }

    private void print(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            buffer.output(b);
        }
    }

    @Test
    void sessionsSeeEverythingFromTheirBeginningEachByItself() {
        print("one ");
        ConsoleSession first = buffer.open(From.START);
        ConsoleSession now = buffer.open(From.NOW);
        print("two");
        assertEquals("one two", first.readAvailable());
        assertEquals("", first.readAvailable());
        assertEquals("two", now.readAvailable());
    }

    @Test
    void aCharacterIsReadWhenItIsWhole() {
        ConsoleSession session = buffer.open(From.START);
        byte[] bytes = "a\u00e9\u20ac\ud83d\ude00z".getBytes(StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        for (byte b : bytes) {
            buffer.output(b);
            read.append(session.readAvailable());
        }
        assertEquals("a\u00e9\u20ac\ud83d\ude00z", read.toString());
        ConsoleSession matching = buffer.open(From.NOW);
        buffer.output((byte) 0xc3);
        assertThrows(
                OperationTimeoutException.class, () -> matching.expect(Pattern.compile(".+"), Duration.ofMillis(10)));
        buffer.output((byte) 0xa9);
        assertEquals("\u00e9", matching.expect(Pattern.compile(".+"), LONG).group());
    }

    @Test
    void whatIsNoCharacterIsReplacedAsSoonAsThatIsKnown() {
        ConsoleSession session = buffer.open(From.START);
        buffer.output((byte) 0x80);
        assertEquals("\ufffd", session.readAvailable());
        buffer.output((byte) 0xe2);
        assertEquals("", session.readAvailable());
        print("x");
        assertEquals("\ufffdx", session.readAvailable());
        buffer.output((byte) 0xe2);
        buffer.end();
        assertEquals("\ufffd", session.readAvailable(), "the rest does not come any more");
    }

    @Test
    void aGuestThatNeverStopsPrintingDoesNotOutlastTheTime() throws Exception {
        CompletableFuture<Void> enough = new CompletableFuture<>();
        CompletableFuture<Void> guest = CompletableFuture.runAsync(() -> {
            while (!enough.isDone()) {
                print("spam ");
            }
        });
        ConsoleSession session = buffer.open(From.NOW);
        assertThrows(OperationTimeoutException.class, () -> session.expect("ham", Duration.ofMillis(300)));
        enough.complete(null);
        guest.get(30, TimeUnit.SECONDS);
    }

    @Test
    void startIsTheStartOfThePresentRun() {
        print("old");
        buffer.end();
        buffer.begin();
        print("new");
        assertEquals("new", buffer.open(From.START).readAvailable());
    }

    @Test
    void theRingKeepsTheNewestAndCountsWhatASlowSessionLost() {
        ConsoleSession slow = buffer.open(From.START);
        for (int i = 0; i < ConsoleBuffer.CAPACITY + 5000; i++) {
            buffer.output((byte) ('a' + i % 26));
        }
        assertEquals(5000, slow.lost());
        String kept = slow.readAvailable();
        assertEquals(ConsoleBuffer.CAPACITY, kept.length());
        assertEquals('a' + 5000 % 26, kept.charAt(0));
        assertEquals('a' + (ConsoleBuffer.CAPACITY + 4999) % 26, kept.charAt(kept.length() - 1));
        assertEquals(5000, slow.lost());
    }

    @Test
    void growingKeepsEveryByteInItsPlace() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            all.append((char) ('A' + i % 50));
        }
        print(all.toString());
        assertEquals(all.toString(), buffer.open(From.START).readAvailable());
    }

    @Test
    void expectMovesBehindTheMatch() {
        print("boot ok\nlogin: next");
        ConsoleSession session = buffer.open(From.START);
        assertEquals("boot ok\nlogin:", session.expect("login:", LONG));
        assertEquals(" next", session.readAvailable());
    }

    @Test
    void aPatternMovesBehindItsMatchWhateverTheBytesAre() {
        buffer.output((byte) 0xff);
        print("größe 42 \uD83D\uDE00 rest");
        ConsoleSession session = buffer.open(From.START);
        assertEquals(
                "42",
                session.expect(Pattern.compile("größe (\\d+) \uD83D\uDE00"), LONG)
                        .group(1));
        assertEquals(" rest", session.readAvailable());
    }

    @Test
    void expectWaitsForOutputThatComesLater() throws Exception {
        ConsoleSession session = buffer.open(From.START);
        CompletableFuture<String> found = CompletableFuture.supplyAsync(() -> session.expect("end", LONG));
        for (int i = 0; i < 3000; i++) {
            print("line " + i + "\n");
        }
        print("end");
        assertTrue(found.get(30, TimeUnit.SECONDS).endsWith("line 2999\nend"));
    }

    @Test
    void aTimeOutCarriesTheOutputAndMovesNothing() {
        print("no prompt here");
        ConsoleSession session = buffer.open(From.START);
        OperationTimeoutException e =
                assertThrows(OperationTimeoutException.class, () -> session.expect("login:", Duration.ofMillis(20)));
        assertEquals("'no prompt here'", e.evidence());
        assertEquals("no prompt here", session.readAvailable());
    }

    @Test
    void theEndWakesWhoeverWaits() throws Exception {
        ConsoleSession session = buffer.open(From.START);
        CompletableFuture<Throwable> failed = CompletableFuture.supplyAsync(
                () -> assertThrows(InvalidStateException.class, () -> session.expect("never", LONG)));
        print("bye");
        buffer.end();
        assertTrue(String.valueOf(failed.get(30, TimeUnit.SECONDS).getMessage()).contains("bye"));
        assertEquals("bye", session.readToEnd(LONG));
    }

    @Test
    void closingWakesWhoeverWaits() throws Exception {
        ConsoleSession session = buffer.open(From.START);
        CompletableFuture<Throwable> failed = CompletableFuture.supplyAsync(
                () -> assertThrows(ClosedException.class, () -> session.expect("never", LONG)));
        session.close();
        failed.get(30, TimeUnit.SECONDS);
        assertThrows(ClosedException.class, session::readAvailable);
    }

    @Test
    void inputIsTakenInOrderAndMoreThanFitsWaits() throws Exception {
        ConsoleSession session = buffer.open(From.NOW);
        String text = "0123456789".repeat(1000);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> session.send(text));
        StringBuilder got = new StringBuilder();
        while (got.length() < text.length()) {
            int value = buffer.input();
            if (value >= 0) {
                got.append((char) value);
            } else {
                Thread.onSpinWait();
            }
        }
        sent.get(30, TimeUnit.SECONDS);
        assertEquals(text, got.toString());
        assertEquals(-1, buffer.input());
    }

    @Test
    void theListenerHearsOfInputThatCameBefore() {
        buffer.open(From.NOW).send("x");
        boolean[] told = new boolean[1];
        buffer.onInput(() -> told[0] = true);
        assertTrue(told[0]);
    }

    @Test
    void inputForNobodyIsRefusedAndForgotten() {
        ConsoleSession session = buffer.open(From.NOW);
        session.send("stale");
        buffer.end();
        assertThrows(InvalidStateException.class, () -> session.send("x"));
        buffer.begin();
        assertEquals(-1, buffer.input());
    }

    /** The end comes while a search that takes long looks at what was there before it. */
    @Test
    void theEndDuringASearchIsSeen() throws Exception {
        print("x".repeat(150));
        ConsoleSession session = buffer.open(From.START);
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        Object unused = session.expect(Pattern.compile("x*x*x*y"), LONG);
                        seen.complete(new AssertionError("found"));
                    } catch (RuntimeException e) {
                        seen.complete(e);
                    }
                },
                "reader");
        reader.start();
        while (!isSearching(reader)) {
            Thread.onSpinWait();
        }
        buffer.end();
        assertEquals(InvalidStateException.class, seen.get(60, TimeUnit.SECONDS).getClass());
        reader.join();
    }

    private static boolean isSearching(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Matcher.class.getName()));
    }
}
