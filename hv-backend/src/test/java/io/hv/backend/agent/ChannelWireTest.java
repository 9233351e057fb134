package io.hv.backend.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.ByteSize;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.OperationTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes over the channel, each answer is the one to its command, or there is an exception in time. */
class ChannelWireTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofSeconds(60);

    private final FakeGuest guest = new FakeGuest();
    private final FakeAgent agent = new FakeAgent(guest);
    private final ChannelWire wire = new ChannelWire("the domain 'web'", agent, ByteSize.kib(64));

    private String ask(String command, Duration timeout) {
        return wire.ask(AgentCommand.of(command).json(), timeout);
    }

    private void requireInStep() {
        assertEquals("{\"return\":" + guest.time + "}", ask("guest-get-time", LONG));
        assertEquals("{\"return\":\"thawed\"}", ask("guest-fsfreeze-status", LONG));
    }

    @Test
    void whatWasSaidBeforeTheFirstCommandIsThrownAway() {
        agent.say("{\"return\": 1}\nhalf a li");
        requireInStep();
    }

    @Test
    void aLateAnswerIsNobodysElse() {
        agent.nextComesLate();
        assertThrows(OperationTimeoutException.class, () -> ask("guest-get-osinfo", SHORT));
        requireInStep();
    }

    @Test
    void lateAnswersToGettingInStepAreToldApart() {
        agent.deaf(true);
        assertThrows(OperationTimeoutException.class, () -> ask("guest-ping", SHORT));
        agent.deaf(false);
        agent.say("\u00ff{\"return\": 17}\n");
        requireInStep();
    }

    @Test
    void halfAnAnswerSpoilsNothing() {
        agent.nextComesInHalves();
        OperationTimeoutException late =
                assertThrows(OperationTimeoutException.class, () -> ask("guest-get-osinfo", SHORT));
        assertTrue(late.evidence().contains("bytes of an answer"), late::evidence);
        requireInStep();
    }

    @Test
    void twoHalvesOfDifferentAnswersAreNone() {
        agent.next(answer -> new String(answer, StandardCharsets.UTF_8)
                .substring(0, 9)
                .concat("{\"return\":{}}\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThrows(AgentException.class, () -> ask("guest-get-osinfo", LONG));
        requireInStep();
    }

    @Test
    void whatNobodyAskedForIsThrownAway() {
        requireInStep();
        agent.say("{\"return\":{}}\n");
        requireInStep();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON\n",
                "[]\n",
                "17\n",
                "{\"return\":{}} {}\n",
                "{\"return\":123456789012345678901234567890123456789012345678901234567890}\n",
                "{\"return\":99999999999999999999}\n",
                "{\"return\":\"\u0001\"}\n",
                "{\"return\":\n",
                "\u0000\u0001\n",
                "\ufffd\n"
            })
    void garbageIsAnException(String garbage) {
        agent.next(answer -> garbage.getBytes(StandardCharsets.UTF_8));
        HypervisorException e = assertThrows(AgentException.class, () -> ask("guest-ping", LONG));
        assertTrue(String.valueOf(e.getMessage()).contains("'web'"), e::getMessage);
        assertFalse(e.remedy().isEmpty());
        requireInStep();
    }

    @Test
    void deepNestingIsAnException() {
        agent.next(answer -> ("[".repeat(30_000) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThrows(AgentException.class, () -> ask("guest-ping", LONG));
        agent.next(answer -> ("{\"a\":".repeat(5_000) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThrows(AgentException.class, () -> ask("guest-ping", LONG));
        requireInStep();
    }

    @Test
    void aResetInTheMiddleIsAnException() {
        agent.next(answer -> new byte[] {'{', '"', (byte) 0xff});
        assertThrows(AgentException.class, () -> ask("guest-ping", LONG));
        requireInStep();
    }

    @Test
    void aLineWithoutEndHasABound() {
        requireInStep();
        agent.next(answer -> new byte[0]);
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> ask("guest-ping", LONG));
        assertTimeoutPreemptively(NEVER, () -> agent.await("guest-ping"));
        agent.sayWithoutEnd("aaaaaaaaaaaaaaaa");
        Throwable cause = assertThrows(Exception.class, () -> asked.get(30, TimeUnit.SECONDS))
                .getCause();
        assertTrue(cause instanceof AgentException, () -> String.valueOf(cause));
        agent.stopSaying();
        requireInStep();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaaaaaa", "\n", "{\"return\":{}}\n", "\u0000"})
    void aGuestThatNeverStopsIsHeardInTimeOnly(String text) {
        agent.sayWithoutEnd(text);
        assertTimeoutPreemptively(
                NEVER, () -> assertThrows(OperationTimeoutException.class, () -> ask("guest-ping", SHORT)));
        agent.stopSaying();
        requireInStep();
    }

    @Test
    void aGuestThatTakesNoBytesIsWaitedForInTimeOnly() {
        agent.deaf(true);
        OperationTimeoutException late = assertThrows(OperationTimeoutException.class, () -> ask("guest-ping", SHORT));
        assertTrue(late.evidence().contains("took 0 of"), late::evidence);
        agent.deaf(false);
        requireInStep();
    }

    @Test
    void aGuestThatSpeaksBeforeItListensIsHeardOut() {
        requireInStep();
        agent.say("x".repeat(300_000));
        agent.blockedByItsOwnWords();
        requireInStep();
    }

    @Test
    void aClosedPortIsToldAtOnceAndUsedAgainWhenItIsOpen() {
        requireInStep();
        agent.close();
        AgentUnavailableException closed =
                assertThrows(AgentUnavailableException.class, () -> ask("guest-ping", NEVER));
        assertTrue(closed.remedy().contains("qemu-guest-agent"), closed::remedy);
        agent.open();
        requireInStep();
        agent.next(answer -> {
            agent.close();
            return new byte[0];
        });
        assertThrows(AgentUnavailableException.class, () -> ask("guest-ping", NEVER));
        agent.open();
        requireInStep();
    }

    private Optional<String> tell(Duration timeout) {
        return wire.tell(AgentCommand.of("guest-ping").json(), timeout);
    }

    @Test
    void oneWhoHasTheCommandMayFallSilentOrGo() {
        assertEquals(Optional.of("{\"return\":{}}"), tell(LONG));
        agent.next(answer -> new byte[0]);
        assertEquals(Optional.empty(), tell(SHORT));
        agent.next(answer -> {
            agent.close();
            return new byte[0];
        });
        assertEquals(Optional.empty(), tell(NEVER));
    }

    @Test
    void oneWhoDoesNotHaveTheCommandHasNotObeyed() {
        agent.deaf(true);
        assertThrows(OperationTimeoutException.class, () -> tell(SHORT));
        agent.deaf(false);
        agent.close();
        assertThrows(AgentUnavailableException.class, () -> tell(NEVER));
        agent.open();
        assertEquals(List.of(), agent.commands());
        requireInStep();
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        agent.next(answer -> new byte[0]);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                String unused = ask("guest-ping", NEVER);
            } catch (HypervisorException e) {
                boolean isSet = Thread.currentThread().isInterrupted();
                ended.complete(isSet ? e : new AssertionError("the flag is not set"));
            }
        });
        thread.start();
        agent.await("guest-ping");
        thread.interrupt();
        assertEquals(
                InterruptedOperationException.class,
                ended.get(30, TimeUnit.SECONDS).getClass());
        requireInStep();
    }

    @Test
    void threadsGetTheirOwnAnswers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> {
                    for (int j = 0; j < 200; j++) {
                        requireInStep();
                    }
                }));
            }
            for (Future<?> each : all) {
                Object unused = each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every fault in any order: each answer that comes is the right one. */
    @Test
    void faultsInAnyOrder() {
        Random random = new Random(20261127);
        for (int i = 0; i < 400; i++) {
            switch (random.nextInt(6)) {
                case 0 -> agent.nextComesLate();
                case 1 -> agent.nextComesInHalves();
                case 2 -> agent.next(answer -> new byte[0]);
                case 3 -> agent.next(answer -> mutated(answer, random));
                case 4 -> agent.say(random.nextBoolean() ? "{\"return\":{}}\n" : "\u00ff{\"ret");
                default -> {}
            }
            try {
                String answer = ask("guest-get-osinfo", Duration.ofMillis(30));
                assertTrue(answer.startsWith("{"), answer);
            } catch (OperationTimeoutException | AgentException e) {
                assertFalse(e.remedy().isEmpty());
            }
            agent.noMoreFaults();
            requireInStep();
        }
    }

    /** Without a newline in the middle: a whole other answer cannot be told from the right one. */
    private static byte[] mutated(byte[] answer, Random random) {
        byte[] bytes = answer.clone();
        for (int i = 0; i < 3; i++) {
            byte value = (byte) random.nextInt(256);
            bytes[random.nextInt(bytes.length - 1)] = value == '\n' ? 0 : value;
        }
        return bytes;
    }
}
