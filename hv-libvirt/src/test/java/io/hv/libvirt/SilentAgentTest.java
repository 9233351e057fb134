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

    /** A pipe that nobody writes to stops an agent in a command, for whose answer libvirt waits as long as it is told to. */
    @Test
    void aHostIsClosedWhileAnAgentHangs() throws Exception {
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        Optional<DomainSpec> spec = backend.guest(GuestKind.AGENT, "hangs");
        assumeTrue(spec.isPresent(), "no guest with an agent was made for the tests");
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start()) {
            Host host = Host.open(daemon.uri());
            CompletableFuture<Void> closed;
            CompletableFuture<byte[]> answer;
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

    private CompletableFuture<byte[]> hanging(Domain domain) {
        domain.start();
        Agent agent = domain.agent().within(backend.patience());
        agent.awaitReady(backend.patience());
        assertTrue(agent.exec("/bin/sh", "-c", "mkfifo /tmp/nobody").isSuccess());
        Agent patient = agent.within(Duration.ofHours(1));
        CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> patient.read("/tmp/nobody"));
        long start = System.nanoTime();
        while (answers(agent)) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS), "it does not hang");
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
