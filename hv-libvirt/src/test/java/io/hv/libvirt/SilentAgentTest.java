package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Agent;
import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.OperationTimeoutException;
import io.hv.testkit.contract.GuestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An agent that hangs keeps nobody from closing the host. */
@Tag("libvirtd")
class SilentAgentTest {

    private static final long SECONDS = 60;

    private final QemuBackend backend = new QemuBackend();

    /** An agent waits for its hwclock, and libvirt for its answer as long as it is told to. */
    @Test
    void aHostIsClosedWhileAnAgentHangs() throws Exception {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        Optional<DomainSpec> spec = backend.guest(GuestKind.AGENT, "hangs");
        assumeTrue(spec.isPresent(), "no guest with an agent was made for the tests");
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start()) {
            Host host = Host.open(daemon.uri());
            CompletableFuture<Void> closed;
            CompletableFuture<Void> answer;
            try {
                answer = hanging(host.define(spec.orElseThrow()));
            } finally {
                closed = CompletableFuture.runAsync(host::close);
            }
            Object unused = closed.get(SECONDS, TimeUnit.SECONDS);
            ExecutionException ended =
                    assertThrows(ExecutionException.class, () -> answer.get(SECONDS, TimeUnit.SECONDS));
            assertInstanceOf(ClosedException.class, ended.getCause());
        }
    }

    private CompletableFuture<Void> hanging(Domain domain) {
        domain.start();
        Agent agent = domain.agent().within(backend.patience());
        agent.awaitReady(backend.patience());
        String slow = "printf '#!/bin/sh\\nexec sleep 100000\\n' >/sbin/hwclock";
        assertTrue(agent.exec("/bin/sh", "-c", slow).isSuccess());
        Agent patient = agent.within(Duration.ofHours(1));
        CompletableFuture<Void> answer =
                CompletableFuture.runAsync(() -> patient.setTime(Instant.EPOCH.plusSeconds(1_800_000_000)));
        long start = System.nanoTime();
        while (answers(agent)) {
            assertTrue(
                    System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS),
                    () -> "it does not hang, but: " + answer);
        }
        return answer;
    }

    private static boolean answers(Agent agent) {
        try {
            agent.ping(Duration.ofSeconds(5));
            return true;
        } catch (OperationTimeoutException e) {
            return false;
        }
    }
}
