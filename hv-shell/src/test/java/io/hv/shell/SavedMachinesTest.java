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
import java.util.Arrays;
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

    /** On a host that has no differences: whole it is saved, the other way it is refused, and is gone. */
    @Test
    void aMachineThatGoesOnIsSavedAgain() {
        String first = folder.resolve("web.hv").toString();
        String second = folder.resolve("later.hv").toString();
        try (Host keeps = Host.open(URI)) {
            assertEquals(0, saved(first).status());
            Typed save = again(first, "--until", "again", second);
            assertEquals(new Typed(0, "again", "hv: 'web' is saved to " + second + "\n"), save);
            assertEquals(0, again(second, "--until", "again", first).status());
            Typed refused = again(second, "--difference", "--until", "again", first);
            assertEquals(1, refused.status());
            assertTrue(refused.err().contains("save-difference"), refused.err());
            assertTrue(keeps.domains().isEmpty());
        }
    }

    private static Typed again(String from, String... more) {
        String[] begin = {"save", "--uri", URI, "--from", from};
        String[] all = Arrays.copyOf(begin, begin.length + more.length);
        System.arraycopy(more, 0, all, begin.length, more.length);
        return typed(LifecycleEvent.Type.RESUMED, guest -> guest.print("again\n"), all);
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
        for (String option : new String[] {"--difference", "--type=x"}) {
            Typed alone = Typed.hv("save", "--uri", URI, "--guest", "echo", option, "--until", "x", "file");
            assertEquals(2, alone.status());
            assertTrue(
                    alone.err().contains(option.substring(0, 6)) && alone.err().contains("goes with --from"),
                    alone.err());
        }
        for (String option : new String[] {"--memory=1MiB", "--guest=echo", "--name=x", "--cpus=2"}) {
            Typed both = Typed.hv("save", "--uri", URI, "--from", "a", option, "--until", "x", "file");
            assertEquals(2, both.status());
            assertTrue(both.err().contains("does not go with --from"), both.err());
        }
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
        clonesAnswer(file);
    }

    /** What was typed before is in the difference, and the file that it came from serves as before. */
    @Test
    @RequiresKvm
    void aRealGuestIsSavedAsADifference() throws Exception {
        String base = folder.resolve("base.hv").toString();
        Typed whole = Typed.hv(
                "save", "--uri", "kvm:///", "--guest", "echo", "--memory", "16MiB", "--until", "echo ready", base);
        assertEquals(0, whole.status(), whole.err());
        Path file = folder.resolve("part.hv");
        for (int i = 0; i < 2; i++) {
            Typed part = Typed.hv(
                    "save",
                    "--uri",
                    "kvm:///",
                    "--from",
                    i == 0 ? base : file.toString(),
                    "--difference",
                    "--type",
                    "are you there",
                    "--until",
                    "are you there",
                    file.toString());
            assertEquals("hv: 'hv-run' is saved to " + file + "\n", part.err());
            assertEquals(0, part.status());
            // An end of line may be left of what was typed before.
            assertEquals("are you there", part.out().strip());
        }
        clonesAnswer(file);
        clonesAnswer(Path.of(base));
        Files.delete(Path.of(base));
        Typed gone = Typed.hv("restore", "--uri", "kvm:///", file.toString());
        assertEquals(1, gone.status());
        assertTrue(gone.err().contains(base + ", which it needs, is not there"), gone.err());
    }

    private static void clonesAnswer(Path file) {
        Typed clone =
                Typed.hv("clone", "--uri", "kvm:///", "-n", "3", "--type", "I am %d", "--within", "2", file.toString());
        assertEquals(1, clone.status(), "they were ended");
        for (int i = 1; i <= 3; i++) {
            assertTrue(clone.out().contains("hv-run-" + i + ": I am " + i + "\n"), clone.out());
            assertFalse(clone.out().contains("hv-run-" + i + ": I am " + (i % 3 + 1)), clone.out());
        }
    }
}
