package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.StateReason;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dump is what gdb and readelf take it for, and a dump that fails is nothing. */
@RequiresKvm
@Timeout(300)
class DumpTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private static TransientDomain spinning(Host host) {
        return host.create(DebuggedGuest.spec("dumped", DebuggedGuest.SPINS, 2));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void gdbOpensTheDumpOfARunningGuest() throws Exception {
        Path core = folder.resolve("core");
        BlockingQueue<DomainStatus> seen = new LinkedBlockingQueue<>();
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = spinning(host);
                Subscription subscription = host.events().on(LifecycleEvent.class, event -> seen.add(event.status()))) {
            assertEquals(core, domain.as(KvmDomain.class).dump(core).await(PATIENCE));
            assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.DUMPING), seen.take());
            assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED), seen.take());
            assertEquals(DomainState.RUNNING, domain.state());
        }
        assertEquals(List.of(core), files());
        String said =
                Gdb.core(core, "info registers rip cs", "x/2i 0x100000", "info threads", "thread 2", "print $rip");
        assertTrue(said.contains("inc    %rbx"), said);
        assertTrue(said.contains("jmp    0x100000"), said);
        assertTrue(said.contains("LWP 2"), said);
        assertTrue(said.contains("0xfff0"), said);
    }

    @Test
    void readelfFindsNothingWrong() throws Exception {
        assumeTrue(Gdb.has("readelf"), "readelf is not installed (Debian's package binutils)");
        Path core = folder.resolve("core");
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = spinning(host)) {
            domain.suspend();
            domain.as(KvmDomain.class).dump(core).await(PATIENCE);
            assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED), domain.status());
        }
        Process readelf = new ProcessBuilder("readelf", "-lnW", core.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(readelf.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, readelf.waitFor(), said);
        assertTrue(said.contains("CORE (Core file)"), said);
        assertTrue(said.contains("0x1000000 0x1000000 RWE"), said);
        assertEquals(2, said.split("NT_PRSTATUS", -1).length - 1, said);
        assertTrue(!said.contains("arning"), said);
    }

    @Test
    void aDumpThatFailsLeavesNothing() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = spinning(host)) {
            Job<Path> nowhere =
                    domain.as(KvmDomain.class).dump(folder.resolve("missing").resolve("core"));
            assertThrows(HostFailureException.class, () -> nowhere.await(PATIENCE));
            Path occupied = folder.resolve("occupied");
            Files.createDirectories(occupied.resolve("inner"));
            Job<Path> onto = domain.as(KvmDomain.class).dump(occupied);
            assertThrows(HostFailureException.class, () -> onto.await(PATIENCE));
            assertEquals(List.of(occupied), files());
            assertEquals(DomainState.RUNNING, domain.state());
            domain.destroy();
            assertThrows(
                    InvalidStateException.class,
                    () -> domain.as(KvmDomain.class).dump(folder.resolve("core")));
        }
    }
}
