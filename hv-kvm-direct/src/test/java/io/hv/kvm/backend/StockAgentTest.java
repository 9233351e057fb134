package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Agent;
import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.TransientDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stock Linux's agent is asked all the while, and its machine is cloned, saved, restored and reset meanwhile. How many
 * programs it runs is a matter of the property {@code hv.execs}.
 */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(7000)
class StockAgentTest {

    private static final int EXECS = Integer.getInteger("hv.execs", 20);

    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    @TempDir
    private Path folder;

    private static DomainSpec spec() {
        Optional<GuestImages> images = GuestImages.withAgentFromProperties();
        assumeTrue(images.isPresent(), GuestImages.INITRD_PROPERTY + ".agent names no initramfs with an agent");
        return DomainSpec.named("asked")
                .memory(ByteSize.mib(192))
                .agent()
                .boot(images.orElseThrow().boot(GuestTask.AGENT, "quiet", EmulatedHost.WORDS))
                .build();
    }

    private static Agent ready(Domain domain) {
        Agent agent = domain.agent().within(StockLinux.PATIENCE);
        agent.awaitReady(StockLinux.PATIENCE);
        return agent;
    }

    private static String ask(Agent agent, String script) {
        return agent.exec(ExecSpec.of("/bin/sh", "-c", script).timeout(StockLinux.PATIENCE))
                .outputText();
    }

    /** Somebody who reads a file again and again, until there is no agent, or nobody wants it any more. */
    private static final class Reader {

        private final AtomicBoolean enough = new AtomicBoolean();
        private final AtomicInteger rounds = new AtomicInteger();
        private final CompletableFuture<Boolean> end;

        Reader(Agent agent) {
            end = CompletableFuture.supplyAsync(() -> read(agent));
        }

        /** Whether it was told that it is enough. */
        private boolean read(Agent agent) {
            while (!enough.get()) {
                try {
                    assertArrayEquals(CONTENT, agent.read("/tmp/content"));
                } catch (InvalidStateException over) {
                    return enough.get();
                }
                int unused = rounds.incrementAndGet();
            }
            return true;
        }

        Reader isReading() {
            while (rounds.get() == 0) {
                assertTrue(!end.isDone(), "it does not read any more");
                Thread.onSpinWait();
            }
            return this;
        }

        boolean ended() throws Exception {
            return end.get(StockLinux.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void isAskedWhileItsMachineIsClonedSavedAndReset() throws Exception {
        HostPath file = HostPath.of(folder.resolve("asked.hv"));
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = host.create(spec());
            Agent agent = ready(domain);
            agent.write("/tmp/content", CONTENT);
            agent.write("/tmp/who", "original".getBytes(StandardCharsets.US_ASCII));
            Reader reader = new Reader(agent).isReading();
            for (int i = 0; i < 3; i++) {
                try (TransientDomain clone = domain.fork()) {
                    Agent its = ready(clone);
                    assertEquals("original", ask(its, "cat /tmp/who"));
                    assertEquals("clone\n", ask(its, "echo clone | tee /tmp/who"));
                    assertArrayEquals(CONTENT, its.read("/tmp/content"));
                }
            }
            reader.enough.set(true);
            assertTrue(reader.ended());
            assertEquals("original", ask(agent, "cat /tmp/who"));

            Reader another = new Reader(agent).isReading();
            HostPath unused = domain.save(file).await(StockLinux.PATIENCE);
            assertTrue(!another.ended(), "the machine is gone, and its agent answered");
            domain = host.restore(file).await(StockLinux.PATIENCE);
            agent = ready(domain);
            assertEquals("original", ask(agent, "cat /tmp/who"));
            assertArrayEquals(CONTENT, agent.read("/tmp/content"));

            domain.suspend();
            Agent paused = agent;
            assertThrows(InvalidStateException.class, () -> paused.ping(StockLinux.PATIENCE));
            domain.resume();
            assertEquals("on\n", ask(agent, "echo on"));

            domain.reset();
            agent.awaitReady(StockLinux.PATIENCE);
            assertEquals("anew\n", ask(agent, "test -e /tmp/who || echo anew"));
            domain.destroy();
        }
    }

    @Test
    void runsOneProgramAfterAnother(TestReporter reporter) {
        long[] times = new long[EXECS];
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec())) {
            Agent agent = ready(domain);
            for (int i = 0; i < EXECS; i++) {
                String input = "input " + i;
                long began = System.nanoTime();
                ExecResult result =
                        agent.exec(ExecSpec.of("/bin/sh", "-c", "cat; echo \"$0\" >&2; exit $0", "" + i % 256)
                                .input(input)
                                .timeout(StockLinux.PATIENCE));
                times[i] = System.nanoTime() - began;
                assertEquals(input, result.outputText());
                assertEquals(i % 256 + "\n", result.errorsText());
                assertEquals(i % 256, result.exitCode().orElseThrow());
            }
            assertEquals("0\n", ask(agent, "cat /proc/[0-9]*/status 2>/dev/null | grep -c '^State:.Z'"), "zombies");
        }
        Arrays.sort(times);
        Evidence.write(
                reporter,
                "execs",
                String.format(
                        Locale.ROOT,
                        "{ \"execs\": %d, \"medianMillis\": %.1f, \"longestMillis\": %.1f }",
                        EXECS,
                        times[EXECS / 2] / 1e6,
                        times[EXECS - 1] / 1e6));
    }
}
