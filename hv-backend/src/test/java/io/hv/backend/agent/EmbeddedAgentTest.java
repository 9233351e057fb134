package io.hv.backend.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Agent;
import io.hv.AgentUnavailableException;
import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.TransientDomain;
import io.hv.backend.EmbeddedHosts;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent of a domain inside this process: of whichever run is the present one, and for no longer than that and its host. */
@Timeout(60)
class EmbeddedAgentTest {

    private static final URI WORLD = URI.create("toy:///");
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final AgentMachines machines = new AgentMachines();
    private final EmbeddedHosts hosts = new EmbeddedHosts("toy");
    private final Host host = open();
    private final Domain domain = host.define(DomainSpec.named("web").agent().build());

    private Host open() {
        return hosts.open(WORLD, () -> machines, Optional.empty());
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Agent running() {
        domain.start();
        Agent agent = domain.agent().within(LONG);
        agent.awaitReady(LONG);
        return agent;
    }

    /** Somebody who waits for an answer that does not come. */
    private CompletableFuture<Thread> unanswered(Agent agent, CompletableFuture<Throwable> end) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        machines.agent().next(answer -> new byte[0]);
        new Thread(
                        () -> {
                            thread.complete(Thread.currentThread());
                            try {
                                agent.isFrozen();
                                end.complete(new AssertionError("there was an answer"));
                            } catch (RuntimeException e) {
                                end.complete(e);
                            }
                        },
                        "asks")
                .start();
        machines.agent().await("guest-fsfreeze-status");
        return thread;
    }

    private static Throwable of(CompletableFuture<Throwable> end) throws Exception {
        return end.get(30, TimeUnit.SECONDS);
    }

    @Test
    void answers() {
        Agent agent = running();
        assertEquals("debian", agent.osInfo().id().orElseThrow());
        assertEquals("hello", agent.exec("echo", "hello").outputText());
    }

    @Test
    void onlyARunningMachineIsAsked() {
        Agent agent = domain.agent();
        assertEquals(
                InvalidStateException.class,
                assertThrows(InvalidStateException.class, () -> agent.ping(LONG))
                        .getClass());
        running();
        domain.suspend();
        InvalidStateException paused = assertThrows(InvalidStateException.class, () -> agent.awaitReady(LONG));
        assertTrue(String.valueOf(paused.getMessage()).contains("PAUSED"), paused::getMessage);
        domain.resume();
        agent.ping(LONG);
    }

    @Test
    void aMachineWithoutAChannelHasNoAgent() {
        Domain without = host.define(DomainSpec.named("without").build());
        without.start();
        InvalidStateException none =
                assertThrows(InvalidStateException.class, () -> without.agent().awaitReady(LONG));
        assertFalse(none instanceof AgentUnavailableException);
        assertTrue(none.remedy().contains("agent()"), none::remedy);
    }

    @Test
    void whoWaitsIsToldOfTheMachinesEnd() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CompletableFuture<Thread> unused = unanswered(running(), end);
        machines.powerOff();
        assertInstanceOf(AgentUnavailableException.class, of(end));
        domain.awaitEnd(LONG);
        assertThrows(InvalidStateException.class, () -> domain.agent().awaitReady(LONG));
    }

    @Test
    void whoWaitsIsToldThatItsHostIsClosed() throws Exception {
        Agent mine = running();
        try (Host other = open()) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            CompletableFuture<Thread> unused =
                    unanswered(other.domain("web").agent().within(LONG), end);
            other.close();
            assertInstanceOf(ClosedException.class, of(end));
        }
        mine.ping(LONG);
    }

    @Test
    void theEndOfAnOwnedMachineIsThatOfItsHost() throws Exception {
        Host other = open();
        TransientDomain owned = other.create(DomainSpec.named("owned").agent().build());
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CompletableFuture<Thread> unused = unanswered(owned.agent().within(LONG), end);
        other.close();
        assertInstanceOf(ClosedException.class, of(end));
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        Agent agent = running();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        unanswered(agent, end).get().interrupt();
        assertInstanceOf(InterruptedOperationException.class, of(end));
        agent.ping(LONG);
    }

    @Test
    void anAnswerThatDoesNotComeIsExplained() throws Exception {
        Agent agent = running();
        machines.agent().next(answer -> new byte[0]);
        assertThrows(OperationTimeoutException.class, () -> agent.within(SHORT).isFrozen());
        machines.agent().next(answer -> {
            // Whoever waits here holds nothing that a suspension needs.
            CompletableFuture.runAsync(domain::suspend).join();
            return new byte[0];
        });
        OperationTimeoutException late = assertThrows(
                OperationTimeoutException.class, () -> agent.within(SHORT).isFrozen());
        assertTrue(late.evidence().contains("PAUSED"), late::evidence);
        domain.resume();
        assertFalse(agent.isFrozen());
    }

    @Test
    void aNewRunKnowsNothingOfWhatTheLastOneWasAsked() {
        Agent agent = running();
        FakeAgent first = machines.agent();
        domain.destroy();
        domain.start();
        machines.agent().say("{\"return\": {}}\n{\"ret");
        assertFalse(agent.isFrozen());
        assertTrue(first != machines.agent());
        assertFalse(first.commands().contains("guest-fsfreeze-status"));
    }

    @Test
    void aShutdownIsNoFailure() throws Exception {
        Agent agent = running();
        FakeAgent inside = machines.agent();
        CompletableFuture<Void> guest = CompletableFuture.runAsync(() -> {
            try {
                inside.await("guest-shutdown");
                machines.powerOff();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        agent.shutdown(Agent.ShutdownMode.POWER_OFF);
        assertEquals("powerdown", machines.guest.lastMode);
        assertEquals(DomainState.SHUTOFF, domain.awaitEnd(LONG).state());
        guest.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatIsGoneIsNotFound() {
        Agent agent = running();
        domain.destroy();
        domain.undefine();
        assertThrows(NotFoundException.class, () -> agent.ping(LONG));
        assertThrows(NotFoundException.class, domain::agent);
        TransientDomain passing =
                host.create(DomainSpec.named("passing").agent().build());
        Agent its = passing.agent();
        its.ping(LONG);
        passing.close();
        assertThrows(NotFoundException.class, () -> its.ping(LONG));
    }
}
