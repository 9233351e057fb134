package io.hv.backend.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Agent;
import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.ByteSize;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.GuestInterface;
import io.hv.GuestOs;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.OperationTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent is asked comes to it, and what it answers comes back or is refused, whatever it is. */
@Timeout(60)
class AgentClientTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final FakeGuest guest = new FakeGuest();
    private final FakeAgent fake = new FakeAgent(guest);
    private final Agent agent =
            new AgentClient("the domain 'web'", new ChannelWire("the domain 'web'", fake), Runnable::run);

    /** An agent that answers just that. */
    private static Agent saying(String... answers) {
        Queue<String> all = new ArrayDeque<>(List.of(answers));
        AgentWire wire = (command, timeout) -> all.size() > 1 ? all.remove() : all.element();
        return new AgentClient("the domain 'liar'", wire, Runnable::run);
    }

    // ---- programs

    @Test
    void aProgramIsRunToItsEnd() {
        ExecResult result = agent.exec("echo", "h\u00e4 \"quoted\" \\ \n line");
        assertEquals(
                ExecResult.exited(0)
                        .output("h\u00e4 \"quoted\" \\ \n line".getBytes(StandardCharsets.ISO_8859_1), false),
                result);
        assertTrue(result.isSuccess());
        assertEquals(List.of("guest-exec", "guest-exec-status", "guest-exec-status"), fake.commands());
        assertEquals(ExecResult.exited(1).errors("no\n".getBytes(StandardCharsets.UTF_8), false), agent.exec("false"));
        ExecResult killed = agent.exec("killed");
        assertEquals(OptionalInt.of(9), killed.signal());
        assertEquals(OptionalInt.empty(), killed.exitCode());
        assertFalse(killed.isSuccess());
        ExecResult much = agent.exec("much");
        assertTrue(much.isOutputTruncated() && much.isErrorsTruncated());
    }

    @Test
    void inputAndVariablesComeToTheProgram() {
        byte[] input = new byte[100_000];
        new Random(1).nextBytes(input);
        assertArrayEquals(input, agent.exec(ExecSpec.of("cat").input(input)).output());
        assertEquals(
                "[A=1, B=x=y]",
                agent.exec(ExecSpec.of("env").environment("A", "1").environment("B", "x=y"))
                        .outputText());
        assertEquals("null", agent.exec("env").outputText(), "none is set");
        assertEquals(ExecResult.exited(0), agent.exec(ExecSpec.of("echo", "x").withoutOutput()));
    }

    @Test
    void aProgramThatDoesNotEndIsLeftAlone() {
        OperationTimeoutException late = assertThrows(
                OperationTimeoutException.class,
                () -> agent.exec(ExecSpec.of("sleep", "the secret").timeout(SHORT)));
        assertEquals("process 1001 of the guest's runs on", late.evidence());
        assertFalse(String.valueOf(late.getMessage()).contains("the secret"));
        assertTrue(agent.exec("echo", "x").isSuccess(), "the agent is there still");
    }

    @Test
    void anAgentThatFallsSilentIsTold() {
        guest.questionsToTheEnd = 1;
        fake.next(answer -> answer);
        fake.next(answer -> new byte[0]);
        OperationTimeoutException late = assertThrows(
                OperationTimeoutException.class,
                () -> agent.within(SHORT).exec(ExecSpec.of("echo", "x").timeout(SHORT)));
        assertTrue(late.evidence().contains("process 1001"), late::evidence);
        assertTrue(agent.exec("echo", "x").isSuccess());
    }

    /** An answer that is on its way when a program's time is over is waited for, but no longer than any other. */
    @Test
    void anAnswerIsWaitedForAsLongAsWithinSays() {
        List<Duration> waits = new ArrayList<>();
        AgentWire wire = (command, timeout) -> {
            waits.add(timeout);
            return "{\"return\":{\"pid\":1,\"exited\":true,\"exitcode\":0}}";
        };
        Agent any = new AgentClient("the domain 'web'", wire, Runnable::run);
        ExecSpec spec = ExecSpec.of("x").timeout(Duration.ofNanos(1));
        assertTrue(any.exec(spec).isSuccess());
        assertTrue(any.within(SHORT).exec(spec).isSuccess());
        Duration second = Duration.ofSeconds(1);
        assertEquals(List.of(second, second, SHORT, SHORT), waits);
    }

    @Test
    void thereIsNoSuchProgram() {
        AgentException refused = assertThrows(AgentException.class, () -> agent.exec("nothing"));
        assertEquals("GenericError", refused.errorClass());
        assertEquals("Failed to execute child process \u201cnothing\u201d", refused.description());
        assertTrue(String.valueOf(refused.getMessage()).contains("'web'"), refused::getMessage);
    }

    // ---- facts

    @Test
    void theGuestTellsOfItself() {
        assertEquals(
                GuestOs.unknown()
                        .system("debian", "Debian GNU/Linux 12 (bookworm)", "12")
                        .kernel("6.1.0", "", "x86_64"),
                agent.osInfo());
        assertEquals(
                List.of(
                        GuestInterface.of("lo", List.of(NetworkAddress.of("127.0.0.1/8"))),
                        GuestInterface.of(
                                        "eth0",
                                        List.of(NetworkAddress.of("10.0.2.15/24"), NetworkAddress.of("fe80::1/64")))
                                .mac(MacAddress.parse("52:54:00:00:00:01")),
                        GuestInterface.of("tun0", List.of())),
                agent.interfaces());
        assertEquals(Instant.ofEpochSecond(1_700_000_000, 123_456_789), agent.time());
    }

    @Test
    void itsClockIsSet() {
        Instant time = Instant.ofEpochSecond(1_800_000_000, 5);
        agent.setTime(time);
        assertEquals(time, agent.time());
        assertThrows(IllegalArgumentException.class, () -> agent.setTime(Instant.MAX));
        assertThrows(IllegalArgumentException.class, () -> agent.setTime(Instant.ofEpochSecond(-1)));
        assertEquals(time, agent.time());
    }

    @Test
    void itsFileSystemsAreFrozenAndThawed() {
        assertFalse(agent.isFrozen());
        assertEquals(3, agent.freeze());
        assertTrue(agent.isFrozen());
        assertEquals(3, agent.thaw());
        assertFalse(agent.isFrozen());
    }

    // ---- files

    @ParameterizedTest
    @ValueSource(ints = {0, 1, GuestFiles.PIECE - 1, GuestFiles.PIECE, GuestFiles.PIECE + 1, 3 * GuestFiles.PIECE})
    void aFileComesBack(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        agent.write("/f", content);
        assertArrayEquals(content, guest.files.get("/f"));
        assertArrayEquals(content, agent.read("/f"));
        assertEquals(Map.of(), guest.handles, "none is left open");
    }

    @Test
    void anAgentMayWriteLess() {
        guest.mostAtOnce = 1000;
        byte[] content = new byte[10_500];
        new Random(2).nextBytes(content);
        agent.write("/f", content);
        assertArrayEquals(content, guest.files.get("/f"));
        guest.mostAtOnce = 0;
        assertThrows(AgentException.class, () -> agent.write("/f", content));
        assertEquals(Map.of(), guest.handles);
    }

    @Test
    void whatCannotBeReadLeavesNothingOpen() {
        assertThrows(AgentException.class, () -> agent.read("/nothing"));
        guest.files.put("/large", new byte[(16 << 20) + 1]);
        InvalidStateException large = assertThrows(InvalidStateException.class, () -> agent.read("/large"));
        assertTrue(large.remedy().contains("download"), large::remedy);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is broken");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("the disk is broken");
            }
        };
        assertThrows(HostFailureException.class, () -> agent.write("/f", broken));
        assertEquals(Map.of(), guest.handles);
        assertThrows(IllegalArgumentException.class, () -> agent.read(""));
        assertThrows(IllegalArgumentException.class, () -> agent.download("a\0b", java.nio.file.Path.of("x")));
    }

    @Test
    void anInterruptLeavesNothingOpen() throws Exception {
        guest.files.put("/f", new byte[10]);
        fake.next(answer -> answer);
        fake.next(answer -> new byte[0]);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Throwable thrown = assertThrows(Exception.class, () -> agent.read("/f"));
            ended.complete(Thread.currentThread().isInterrupted() ? thrown : new AssertionError("the flag is not set"));
        });
        thread.start();
        fake.await("guest-file-read");
        thread.interrupt();
        Throwable thrown = ended.get(30, TimeUnit.SECONDS);
        assertEquals(InterruptedOperationException.class, thrown.getClass());
        assertEquals(0, thrown.getSuppressed().length, () -> "" + thrown.getSuppressed()[0]);
        assertEquals(Map.of(), guest.handles);
    }

    @Test
    void aStreamIsWrittenToItsEnd() {
        byte[] content = new byte[GuestFiles.PIECE + 77];
        new Random(3).nextBytes(content);
        ByteSize written = agent.write("/f", new java.io.ByteArrayInputStream(content));
        assertEquals(ByteSize.bytes(content.length), written);
        assertArrayEquals(content, guest.files.get("/f"));
    }

    // ---- whether it is there

    @Test
    void oneThatComesLaterIsWaitedFor() {
        fake.close();
        assertThrows(AgentUnavailableException.class, () -> agent.ping(SHORT));
        OperationTimeoutException late = assertThrows(OperationTimeoutException.class, () -> agent.awaitReady(SHORT));
        assertTrue(late.evidence().contains("no agent is connected"), late::evidence);
        Thread comes = new Thread(fake::open);
        comes.start();
        agent.awaitReady(Duration.ofSeconds(30));
        agent.ping(Duration.ofSeconds(30));
    }

    @Test
    void oneThatCanNeverBeIsNotWaitedFor() {
        AgentWire wire = (command, timeout) -> {
            throw new InvalidStateException("it is off", "start it");
        };
        Agent none = new AgentClient("the domain 'off'", wire, Runnable::run);
        assertThrows(InvalidStateException.class, () -> none.awaitReady(Duration.ofSeconds(50)));
    }

    @ParameterizedTest
    @EnumSource(Agent.ShutdownMode.class)
    void anObedientOneSaysNothing(Agent.ShutdownMode mode) {
        agent.within(SHORT).shutdown(mode);
        assertEquals(
                switch (mode) {
                    case POWER_OFF -> "powerdown";
                    case REBOOT -> "reboot";
                    case HALT -> "halt";
                },
                guest.lastMode);
        agent.ping(Duration.ofSeconds(30));
    }

    @Test
    void oneThatRefusesSaysSoAndOneThatIsNotThereIsNotTakenForObedient() {
        guest.refusesShutdown = true;
        AgentException refused = assertThrows(AgentException.class, () -> agent.shutdown(Agent.ShutdownMode.POWER_OFF));
        assertTrue(refused.description().contains("failed to shutdown"), refused::description);
        fake.close();
        assertThrows(AgentUnavailableException.class, () -> agent.shutdown(Agent.ShutdownMode.POWER_OFF));
    }

    // ---- liars

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"return\":null}",
                "{\"error\":{}}",
                "{\"error\":7}",
                "{\"error\":{\"class\":7,\"desc\":[]}}",
                "[]",
                "x",
                "{\"return\":{\"pid\":\"1\"}}",
                "{\"return\":{\"pid\":1.5}}",
                "{\"return\":{\"pid\":1e999999999}}",
                "{\"return\":{\"pid\":{}}}"
            })
    void whatIsNoAnswerIsSaid(String answer) {
        Agent liar = saying(answer);
        AgentException e = assertThrows(AgentException.class, () -> liar.exec("x"));
        assertTrue(String.valueOf(e.getMessage()).contains("'liar'"), e::getMessage);
        assertThrows(AgentException.class, liar::time);
        assertThrows(AgentException.class, liar::interfaces);
        assertThrows(AgentException.class, liar::isFrozen);
        assertThrows(AgentException.class, liar::freeze);
        assertThrows(AgentException.class, () -> liar.read("/f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"return\":{\"count\":1,\"buf-b64\":\"\",\"eof\":true}}",
                "{\"return\":{\"count\":0,\"buf-b64\":\"\",\"eof\":false}}",
                "{\"return\":{\"count\":-1,\"buf-b64\":\"\",\"eof\":true}}",
                "{\"return\":{\"count\":99999999999,\"buf-b64\":\"\",\"eof\":true}}",
                "{\"return\":{\"count\":1,\"buf-b64\":\"!\",\"eof\":true}}",
                "{\"return\":{\"count\":1,\"buf-b64\":\"AA==\"}}"
            })
    void piecesThatCannotBeAreRefused(String piece) {
        assertThrows(AgentException.class, () -> saying("{\"return\":7}", piece).read("/f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"return\":[{\"name\":\"a\",\"hardware-address\":\"x\"}]}",
                "{\"return\":[{\"name\":\"a\",\"ip-addresses\":[{\"ip-address\":\"localhost\",\"prefix\":8}]}]}",
                "{\"return\":[{\"name\":\"a\",\"ip-addresses\":[{\"ip-address\":\"10.0.0.1\",\"prefix\":33}]}]}",
                "{\"return\":[{\"name\":\"a\",\"ip-addresses\":[{\"prefix\":8}]}]}",
                "{\"return\":[7]}",
                "{\"return\":[{}]}"
            })
    void addressesThatAreNoneAreRefused(String answer) {
        assertThrows(AgentException.class, () -> saying(answer).interfaces());
    }

    @Test
    void aLongAnswerMakesNoLongMessage() {
        String words = "A\\u0000B".repeat(100_000);
        AgentException e = assertThrows(
                AgentException.class,
                () -> saying("{\"error\":{\"class\":\"GenericError\",\"desc\":\"" + words + "\"}}")
                        .osInfo());
        assertTrue(e.description().length() < 1100, () -> "" + e.description().length());
        assertFalse(e.description().contains("\0"));
    }

    @Test
    void manyValuesAreRefused() {
        String answer = "{\"return\":[" + "0,".repeat(200_000) + "0]}";
        assertThrows(AgentException.class, () -> saying(answer).interfaces());
    }
}
