package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Host;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import io.hv.mem.MemDomain;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hv save}, {@code hv restore}, {@code hv clone}. */
@Timeout(120)
class SavedMachinesTest {

    private static final String URI = "mem:///shell-saved";

    @TempDir
    private Path folder;

    /** Types a command while each machine that comes to run plays its part. */
    private static Typed typed(LifecycleEvent.Type when, Consumer<MemDomain> part, String... arguments) {
        try (Host host = Host.open(URI);
                Subscription subscription = host.events().on(LifecycleEvent.class, event -> {
                    if (event.type() == when) {
                        RunCommandTest.play(host.domain(event.uuid()).as(MemDomain.class), part);
                    }
                })) {
            return Typed.hv(arguments);
        }
    }

    private Typed saved(String file) {
        return typed(
                LifecycleEvent.Type.STARTED,
                guest -> guest.print("booted\nready\n"),
                "save",
                "--uri",
                URI,
                "--name",
                "web",
                "--guest",
                "echo",
                "--until",
                "booted",
                "--until",
                "ready",
                file);
    }

    @Test
    void aMachineIsSavedWhenItIsReadyAndGoesOn() {
        String file = folder.resolve("web.hv").toString();
        try (Host keeps = Host.open(URI)) {
            Typed save = saved(file);
            assertEquals(new Typed(0, "booted\nready", "hv: 'web' is saved to " + file + "\n"), save);
            assertTrue(keeps.domains().isEmpty());
            Typed restore = typed(
                    LifecycleEvent.Type.RESUMED,
                    guest -> {
                        guest.print("again");
                        guest.shutDown();
                    },
                    "restore",
                    "--uri",
                    URI,
                    file);
            assertEquals(new Typed(0, "again", "hv: 'web' is SHUTOFF (SHUT_DOWN)\n"), restore);
        }
    }

    @Test
    void clonesSayWhoTheyAre() {
        String file = folder.resolve("web.hv").toString();
        try (Host keeps = Host.open(URI)) {
            assertEquals(0, saved(file).status());
            Typed clone = typed(
                    LifecycleEvent.Type.RESUMED,
                    guest -> {
                        guest.print("one\ntwo");
                        guest.shutDown();
                    },
                    "clone",
                    "--uri",
                    URI,
                    "-n",
                    "2",
                    "--naming",
                    "twin%d",
                    file);
            assertEquals(0, clone.status(), clone.err());
            for (String line : new String[] {"twin1: one\n", "twin1: two\n", "twin2: one\n", "twin2: two\n"}) {
                assertTrue(clone.out().contains(line), clone.out());
            }
            assertTrue(clone.err().contains("clones of 'web'"), clone.err());
            assertTrue(keeps.domains().isEmpty());
        }
    }

    @Test
    void wrongUseIsRefused() {
        assertEquals(
                2, Typed.hv("save", "--uri", URI, "--guest", "echo", "file").status());
        assertEquals(2, Typed.hv("clone", "--uri", URI, "-n", "0", "file").status());
        Typed absent =
                Typed.hv("restore", "--uri", URI, folder.resolve("absent").toString());
        assertEquals(1, absent.status());
        assertTrue(absent.err().startsWith("hv: "), absent.err());
    }

    @Test
    @RequiresKvm
    void aRealGuestAnswersInEachOfItsClones() throws Exception {
        Path file = folder.resolve("echo.hv");
        Typed save = Typed.hv(
                "save",
                "--uri",
                "kvm:///",
                "--guest",
                "echo",
                "--memory",
                "16MiB",
                "--until",
                "echo ready",
                file.toString());
        assertEquals(0, save.status(), save.err());
        assertTrue(Files.size(file) > 0);
        Typed clone =
                Typed.hv("clone", "--uri", "kvm:///", "-n", "3", "--type", "I am %d", "--within", "2", file.toString());
        assertEquals(1, clone.status(), "they were ended");
        for (int i = 1; i <= 3; i++) {
            assertTrue(clone.out().contains("hv-run-" + i + ": I am " + i + "\n"), clone.out());
            assertFalse(clone.out().contains("hv-run-" + i + ": I am " + (i % 3 + 1)), clone.out());
        }
    }
}
