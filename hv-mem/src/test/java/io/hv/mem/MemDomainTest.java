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
import io.hv.StateReason;
import io.hv.testkit.contract.Patience;
import java.time.Duration;
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
