package io.hv.testkit.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Agent;
import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.Support;
import io.hv.TransientDomain;
import io.hv.testkit.time.Durations;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of a command's end, and of a machine's that ends before it. */
@Timeout(60)
class CommandEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ExecSpec COMMAND = ExecSpec.of("work");

    private final CountDownLatch over = new CountDownLatch(1);

    /** What the agent does when it is given the command. */
    @FunctionalInterface
    private interface Work {
        ExecResult done() throws InterruptedException;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(CommandEndTest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private static Agent agent(Work work) {
        return proxy(Agent.class, (self, method, arguments) -> switch (method.getName()) {
            case "within" -> self;
            case "exec" -> work.done();
            default -> null;
        });
    }

    /** A host with a machine that ends when it is over. */
    private Host host(Agent agent) {
        TransientDomain machine = proxy(TransientDomain.class, (self, method, arguments) -> switch (method.getName()) {
            case "name" -> "own";
            case "agent" -> agent;
            case "supports" -> Support.no("nobody looks at its console", "");
            case "state" -> over.getCount() == 0 ? DomainState.SHUTOFF : DomainState.RUNNING;
            case "awaitEnd" -> awaitEnd((Duration) arguments[0]);
            case "evidence" -> Map.of("console.log", "its last words");
            default -> null;
        });
        return proxy(Host.class, (self, method, arguments) -> machine);
    }

    private DomainStatus awaitEnd(Duration timeout) throws InterruptedException {
        if (over.await(Durations.sum(timeout, Duration.ZERO).toNanos(), TimeUnit.NANOSECONDS)) {
            return DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN);
        }
        throw new OperationTimeoutException("it runs on", "wait longer", "");
    }

    private ExecResult run(Work work) {
        return GuestCommand.run(host(agent(work)), DomainSpec.named("own").build(), COMMAND, PATIENCE);
    }

    /** It may take longer than a number of nanoseconds can say. */
    @Test
    void patienceMayBeEndless() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        ExecResult result = GuestCommand.run(
                host(agent(() -> ExecResult.exited(3))),
                DomainSpec.named("own").build(),
                COMMAND.timeout(endless),
                endless);
        assertEquals(3, result.exitCode().orElseThrow());
    }

    private void requireEnded(Work work) {
        InvalidStateException ended = assertThrows(InvalidStateException.class, () -> run(work));
        assertEquals(InvalidStateException.class, ended.getClass());
        String said = String.valueOf(ended.getMessage());
        assertTrue(said.contains("'own' is SHUTOFF"), said);
        assertTrue(said.contains("the end of 'work'"), said);
        assertTrue(said.contains("its last words"), said);
    }

    @Test
    void itEndsFirst() {
        assertEquals(3, run(() -> ExecResult.exited(3)).exitCode().orElseThrow());
    }

    /** A domain without a definition is gone with its machine. */
    @Test
    void theMachineIsGone() {
        requireEnded(() -> {
            over.countDown();
            throw new NotFoundException("there is no such domain any more", "define it again");
        });
    }

    @Test
    void theAgentGoesBeforeTheMachine() {
        requireEnded(() -> {
            Thread end = new Thread(over::countDown);
            end.start();
            throw new AgentUnavailableException("it has ended", null);
        });
    }

    /** The agent says nothing, and its patience would be long. */
    @Test
    void theMachineEndsInSilence() {
        requireEnded(() -> {
            over.countDown();
            Object unused = new CountDownLatch(1).await(1, TimeUnit.HOURS);
            return ExecResult.exited(0);
        });
    }

    @Test
    void itsOwnFailuresAreTold() {
        for (HypervisorException own : new HypervisorException[] {
            new AgentException("no such program", "install it", "", "", null),
            new OperationTimeoutException("it runs on", "give it more time", "process 1"),
            new AgentUnavailableException("somebody has ended the agent alone", null)
        }) {
            HypervisorException told = assertThrows(
                    HypervisorException.class,
                    () -> run(() -> {
                        throw own;
                    }));
            assertSame(own, told);
        }
    }
}
