package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Agent;
import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.ByteSize;
import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Feature;
import io.hv.GuestOs;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The agent in a guest: what it is asked it does, and where there is none that is said. */
@Contract
public class AgentContract {

    private static final int MIB = 1 << 20;

    /** For JUnit, which creates it. */
    public AgentContract() {}

    private static Domain running(Bench bench) {
        bench.needs(Feature.AGENT);
        return bench.running(GuestKind.AGENT);
    }

    private static Agent ready(Bench bench, Domain domain) {
        Agent agent = domain.agent().within(bench.patience());
        agent.awaitReady(bench.patience());
        return agent;
    }

    private static ExecSpec shell(Bench bench, String script) {
        return ExecSpec.of("/bin/sh", "-c", script).timeout(bench.patience());
    }

    /** Programs run with what they are given, and how they end and what they print comes back. */
    @Test
    public void exec(Bench bench) {
        Agent agent = ready(bench, running(bench));
        agent.ping(bench.patience());
        ExecResult ended = agent.exec(shell(bench, "echo out; echo err >&2; exit 7"));
        assertEquals(OptionalInt.of(7), ended.exitCode());
        assertEquals("out\n", ended.outputText());
        assertEquals("err\n", ended.errorsText());
        assertFalse(ended.isOutputTruncated() || ended.isErrorsTruncated());
        byte[] input = bytes(100_000);
        assertArrayEquals(
                input, agent.exec(shell(bench, "exec cat").input(input)).output());
        assertEquals(
                "a b\n",
                agent.exec(shell(bench, "echo \"$HV_WORDS\"").environment("HV_WORDS", "a b"))
                        .outputText());
        assertEquals(0, agent.exec(shell(bench, "echo lost").withoutOutput()).output().length);
        assertEquals(
                OptionalInt.of(15),
                agent.exec(shell(bench, "kill -TERM $$; sleep 60")).signal());
        assertThrows(AgentException.class, () -> agent.exec("/no/such/program"));
    }

    /** Files come back as they were sent, by arrays and by jobs. */
    @Test
    public void files(Bench bench) throws Exception {
        Agent agent = ready(bench, running(bench));
        byte[] content = bytes(MIB);
        agent.write("/tmp/a", content);
        assertArrayEquals(content, agent.read("/tmp/a"));
        Path here = bench.file(ByteSize.bytes(0));
        Files.write(here, bytes(MIB + 1));
        assertEquals(ByteSize.bytes(MIB + 1L), agent.upload(here, "/tmp/b").await(bench.patience()));
        Path back = Path.of(bench.path().path());
        assertEquals(ByteSize.bytes(MIB + 1L), agent.download("/tmp/b", back).await(bench.patience()));
        assertEquals(-1, Files.mismatch(here, back));
        assertThrows(AgentException.class, () -> agent.read("/no/such/file"));
        assertThrows(AgentException.class, () -> agent.write("/no/such/folder/file", content));
    }

    /** The guest tells what it is, and its clock can be set. */
    @Test
    public void facts(Bench bench) {
        Agent agent = ready(bench, running(bench));
        GuestOs os = agent.osInfo();
        assertFalse(os.kernelRelease().orElse("").isBlank(), os::toString);
        assertTrue(agent.interfaces().stream().anyMatch(each -> each.name().equals("lo")));
        Instant before = agent.time();
        Instant set = before.plus(Duration.ofDays(365));
        agent.setTime(set);
        Instant after = agent.time();
        assertFalse(after.isBefore(set.minusSeconds(2)), () -> "set to " + set + ", and it is " + after);
        assertTrue(after.isBefore(set.plus(bench.patience())), () -> "set to " + set + ", and it is " + after);
        assertFalse(agent.isFrozen());
    }

    /** Each of several threads gets its own answers. */
    @Test
    public void threads(Bench bench) throws Exception {
        Domain domain = running(bench);
        Agent first = ready(bench, domain);
        Agent second = domain.agent().within(bench.patience());
        List<Call<Boolean>> calls = new ArrayList<>();
        for (Agent agent : List.of(first, second)) {
            calls.add(bench.async(() -> {
                for (int i = 0; i < 10; i++) {
                    String words = Thread.currentThread().getId() + " " + i;
                    assertEquals(
                            words + "\n",
                            agent.exec(shell(bench, "echo " + words)).outputText());
                }
                return true;
            }));
        }
        for (Call<Boolean> call : calls) {
            assertTrue(call.get(bench.patience().multipliedBy(2), "the answers of a thread"));
        }
    }

    /** A program that takes too long is a time-out that names it; the agent answers as before. */
    @Test
    public void tooLong(Bench bench) {
        Domain domain = running(bench);
        Agent agent = ready(bench, domain);
        ExecSpec sleep = ExecSpec.of("/bin/sh", "-c", "sleep 1000").timeout(bench.blink());
        OperationTimeoutException late = assertThrows(OperationTimeoutException.class, () -> agent.exec(sleep));
        assertTrue(String.valueOf(late.getMessage()).contains(domain.name()), late::getMessage);
        assertFalse(late.evidence().isBlank());
        assertEquals("on\n", agent.exec(shell(bench, "echo on")).outputText());
    }

    /** The guest is shut down from inside. */
    @Test
    public void shutdown(Bench bench) {
        Domain domain = running(bench);
        ready(bench, domain).within(Duration.ofSeconds(10)).shutdown(Agent.ShutdownMode.POWER_OFF);
        assertEquals(DomainState.SHUTOFF, domain.awaitEnd(bench.patience()).state());
        assertThrows(InvalidStateException.class, () -> domain.agent().ping(bench.patience()));
    }

    /** A guest without an agent is waited for in time only, and the evidence is why. */
    @Test
    public void nobodyIsThere(Bench bench) {
        bench.needs(Feature.AGENT);
        Domain domain = bench.define(bench.idle().edit(DomainSpec.Builder::agent));
        domain.start();
        Agent agent = domain.agent();
        AgentUnavailableException none =
                assertThrows(AgentUnavailableException.class, () -> agent.ping(bench.patience()));
        assertTrue(String.valueOf(none.getMessage()).contains(domain.name()), none::getMessage);
        assertFalse(none.remedy().isBlank());
        OperationTimeoutException late =
                assertThrows(OperationTimeoutException.class, () -> agent.awaitReady(bench.blink()));
        assertFalse(late.evidence().isBlank());
    }

    /** A machine without the channel is told apart, at once, and so is one that is paused or off. */
    @Test
    public void nobodyCanBeThere(Bench bench) {
        bench.needs(Feature.AGENT);
        Domain domain = bench.running();
        Agent agent = domain.agent();
        InvalidStateException noChannel =
                assertThrows(InvalidStateException.class, () -> agent.awaitReady(bench.patience()));
        assertEquals(InvalidStateException.class, noChannel.getClass());
        assertTrue(noChannel.remedy().contains("agent()"), noChannel::remedy);
        domain.suspend();
        assertThrows(InvalidStateException.class, () -> agent.ping(bench.patience()));
        domain.destroy();
        assertThrows(InvalidStateException.class, () -> agent.ping(bench.patience()));
        Host other = bench.open();
        Agent closed = other.domain(domain.name()).agent();
        other.close();
        assertThrows(ClosedException.class, () -> closed.ping(bench.patience()));
        domain.undefine();
        assertThrows(NotFoundException.class, () -> agent.ping(bench.patience()));
        assertThrows(NotFoundException.class, domain::agent);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
