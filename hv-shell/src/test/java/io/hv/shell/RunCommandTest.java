package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import io.hv.mem.MemDomain;
import io.hv.mem.MemGuest;
import io.hv.mem.MemHost;
import io.hv.mem.MemOperation;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guest's part is played by the test: it sees the domain through a handle of its own. */
@Timeout(60)
class RunCommandTest {

    private static final String URI = "mem:///shell-run";

    /** Runs a machine while a guest plays its part. */
    private static Typed run(String uri, String keys, Consumer<MemDomain> part) {
        try (Host host = Host.open(uri);
                Subscription subscription = host.events().on(LifecycleEvent.class, event -> {
                    if (event.type() == LifecycleEvent.Type.STARTED) {
                        play(host.domain(event.uuid()).as(MemDomain.class), part);
                    }
                })) {
            return Typed.withKeyboard(keys, "run", "--uri", uri, "--name", "web", "--guest", "echo");
        }
    }

    /** The event may come before the guest's first instruction, and until then the guest can do nothing. */
    static void play(MemDomain guest, Consumer<MemDomain> part) {
        while (true) {
            try {
                part.accept(guest);
                return;
            } catch (InvalidStateException tooEarly) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void showsTheConsoleUntilTheGuestShutsDown() {
        Typed typed = run(URI, "", guest -> {
            guest.print("login: \u00e9");
            guest.shutDown();
        });
        assertEquals(new Typed(0, "login: \u00e9", "hv: 'web' is SHUTOFF (SHUT_DOWN)\n"), typed);
    }

    @Test
    void tellsOfACrashAndFails() {
        Typed typed = run(URI, "", guest -> guest.crash(MemGuest.panic("out of coffee")));
        assertEquals(1, typed.status());
        assertEquals("hv: 'web' is CRASHED (CRASHED)\n    PANIC: out of coffee\n", typed.err());
    }

    @Test
    void typesLineByLine() {
        Typed typed = run(URI, "uname\nexit\n", guest -> {
            while (!guest.typed().equals("uname\nexit\n")) {
                Thread.onSpinWait();
            }
            guest.shutDown();
        });
        assertEquals(0, typed.status(), typed.err());
    }

    @Test
    void aHostThatFailsIsOneLine() {
        try (Host host = Host.open(URI)) {
            host.as(MemHost.class).fail(MemOperation.START, 1, MemHost.failure("no memory left"));
            Typed typed = Typed.hv("run", "--uri", URI, "--guest", "echo");
            assertEquals(new Typed(1, "", "hv: no memory left\n    the test that injected it knows\n"), typed);
            assertTrue(host.domains().isEmpty());
        }
    }

    @Test
    void runsWithoutAConsoleWhereThereIsNone() {
        Typed typed = run("mem:///shell-run?without=console", "", MemDomain::shutDown);
        assertEquals(0, typed.status());
        assertTrue(typed.err().startsWith("hv: no console here: "), typed.err());
    }

    @Test
    void showsOnlyTheOutputWhereNothingIsToBeTyped() {
        try (Host host = Host.open(URI);
                Subscription subscription = host.events().on(LifecycleEvent.class, event -> {
                    if (event.type() == LifecycleEvent.Type.STARTED) {
                        play(host.domain(event.uuid()).as(MemDomain.class), guest -> {
                            guest.print("typed: '" + guest.typed() + "'");
                            guest.shutDown();
                        });
                    }
                })) {
            Typed typed = Typed.withKeyboard(
                    "nobody reads this\n", "run", "--uri", URI, "--guest", "echo", "--console", "output");
            assertEquals("typed: ''", typed.out());
        }
    }
}
