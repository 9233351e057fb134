package io.hv.mem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.GuestFaultEvent;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.testkit.contract.Patience;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test can make a guest of {@code mem:///} do. */
class MemDomainTest {

    private static final Duration PATIENCE = Patience.forWhatMustHappen();

    private final Host host = Host.open("mem:///" + UUID.randomUUID());

    @AfterEach
    void close() {
        host.close();
    }

    private Domain running(MemGuest guest) {
        Domain domain = host.define(DomainSpec.named("web").build().with(guest));
        domain.start();
        return domain;
    }

    @Test
    void printsAndAnswers() {
        Domain web =
                running(MemGuest.quiet().prints("log").prints("in: ").echoes().answers("root", "\nwelcome\n# "));
        try (ConsoleSession console = web.console().open(From.START)) {
            assertEquals("login: ", console.expect("login: ", PATIENCE));
            console.send("ro");
            console.send("ot\n");
            assertEquals("root\n\nwelcome\n# ", console.expect("# ", PATIENCE));
            console.send("nobody\n");
            assertEquals("nobody\n", console.expect("nobody\n", PATIENCE));
            web.as(MemDomain.class).print("by the way ä");
            assertEquals("by the way ä", console.expect("ä", PATIENCE));
        }
        assertEquals("root\nnobody\n", web.as(MemDomain.class).typed());
    }

    @Test
    void readsOnWhenResumed() {
        Domain web = running(MemGuest.quiet().echoes());
        web.suspend();
        try (ConsoleSession console = web.console().open(From.START)) {
            console.send("later");
            assertEquals("", web.as(MemDomain.class).typed(), "a paused guest reads nothing");
            web.resume();
            assertEquals("later", console.expect("later", PATIENCE));
        }
        assertEquals("later", web.as(MemDomain.class).typed());
    }

    @Test
    void whatWasTypedIsKnownAfterTheEnd() {
        Domain web = running(MemGuest.quiet());
        assertEquals("", web.as(MemDomain.class).typed());
        try (ConsoleSession console = web.console().open(From.START)) {
            console.send("bye");
        }
        web.destroy();
        assertEquals("bye", web.as(MemDomain.class).typed());
    }

    @Test
    void playsAgainAfterReset() {
        Domain web = running(MemGuest.quiet().prints("boot\n"));
        web.reset();
        try (ConsoleSession console = web.console().open(From.START)) {
            assertEquals("boot\nboot\n", console.readAvailable());
        }
    }

    @Test
    void crashes() {
        Domain web = running(MemGuest.quiet());
        web.as(MemDomain.class).crash(MemGuest.panic("out of coffee"));
        web.awaitState(DomainState.CRASHED, PATIENCE);
        assertEquals("out of coffee", web.crash().orElseThrow().message());
    }

    @Test
    void shutsItselfDown() {
        Domain web = running(MemGuest.quiet());
        web.as(MemDomain.class).shutDown();
        assertEquals(StateReason.SHUT_DOWN, web.awaitEnd(PATIENCE).reason());
    }

    @Test
    void obeysWhenItIsToldTo() {
        Domain web = running(MemGuest.quiet().ignoresShutdown());
        Job<DomainState> request = web.shutdown();
        assertEquals(DomainState.RUNNING, web.state());
        web.as(MemDomain.class).obeyShutdown(true);
        web.shutdown();
        assertEquals(DomainState.SHUTOFF, request.await(PATIENCE));
    }

    @Test
    void breaksARule() {
        Domain web = running(MemGuest.quiet());
        GuestFaultEvent fault = host.events()
                .await(
                        GuestFaultEvent.class,
                        event -> true,
                        PATIENCE,
                        () -> web.as(MemDomain.class).breakRule("uart0", "a register that is not there"));
        assertEquals("uart0", fault.device());
        assertEquals(web.uuid(), fault.uuid());
    }

    @Test
    void marksAndForgetsThemWhenItBeginsAnew() {
        Domain web = running(MemGuest.quiet().marks(1));
        web.awaitMarker(1, PATIENCE);
        web.as(MemDomain.class).mark(2);
        web.awaitMarker(2, PATIENCE);
        OperationTimeoutException late =
                assertThrows(OperationTimeoutException.class, () -> web.awaitMarker(3, Duration.ZERO));
        assertTrue(late.evidence().contains("0x1, 0x2"), late.evidence());
        try (TransientDomain fork = web.fork()) {
            assertThrows(OperationTimeoutException.class, () -> fork.awaitMarker(1, Duration.ZERO));
            fork.as(MemDomain.class).mark(3);
            fork.awaitMarker(3, PATIENCE);
        }
        assertThrows(OperationTimeoutException.class, () -> web.awaitMarker(3, Duration.ZERO));
        web.reset();
        web.awaitMarker(1, PATIENCE);
        assertThrows(OperationTimeoutException.class, () -> web.awaitMarker(2, Duration.ZERO));
        web.destroy();
        web.awaitMarker(1, PATIENCE);
        assertThrows(InvalidStateException.class, () -> web.awaitMarker(2, PATIENCE));
        assertThrows(IllegalArgumentException.class, () -> MemGuest.quiet().marks(256));
    }

    /** Two scripts have the same only if they are the same. */
    @Test
    void aScriptHasAFingerprint() {
        MemGuest quiet = MemGuest.quiet();
        List<MemGuest> all = List.of(
                quiet,
                quiet.prints("a"),
                quiet.prints("b"),
                quiet.answers("a", "b"),
                quiet.answers("a", "c"),
                quiet.answers("b", "b"),
                quiet.echoes(),
                quiet.ignoresShutdown(),
                quiet.shutsDown(),
                quiet.crashes(MemGuest.panic("a")),
                quiet.crashes(MemGuest.panic("b")),
                quiet.marks(1),
                quiet.marks(2));
        assertEquals(
                all.size(), all.stream().map(MemGuest::fingerprint).distinct().count());
        assertEquals(
                quiet.answers("a", "b").answers("c", "d").fingerprint(),
                MemGuest.quiet().answers("c", "d").answers("a", "b").fingerprint());
    }

    @Test
    void aGuestThatDoesNotRunDoesNothing() {
        Domain web = host.define(DomainSpec.named("off").build());
        MemDomain guest = web.as(MemDomain.class);
        assertThrows(InvalidStateException.class, () -> guest.print("x"));
        web.start();
        web.suspend();
        InvalidStateException paused = assertThrows(InvalidStateException.class, guest::shutDown);
        assertTrue(String.valueOf(paused.getMessage()).contains("off"), paused.getMessage());
        web.destroy();
        assertThrows(InvalidStateException.class, () -> guest.crash(MemGuest.panic("x")));
    }
}
