package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Host;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import io.hv.shell.control.ControlClient;
import io.hv.shell.control.ControlFolder;
import io.hv.shell.control.Request;
import io.hv.shell.guest.AgentHostProvider;
import io.hv.shell.guest.HostAsGuest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hv exec} and {@code hv cp} about a machine that another {@code hv run} has. */
@Timeout(60)
class AgentCommandsTest {

    private static final String URI = "agents:///shell-exec";
    private static final String WORLD = "mem:///shell-exec";

    @TempDir
    private Path folder;

    @TempDir
    private Path root;

    private HostAsGuest guest = new HostAsGuest(Path.of("/"));

    @BeforeEach
    void anAgentInTheGuest() {
        guest = AgentHostProvider.install("web", root);
    }

    private OtherTerminal other() throws InterruptedException {
        return OtherTerminal.run(WORLD, folder.resolve("hv"), "run", "--uri", URI, "--name", "web", "--guest", "echo");
    }

    @Test
    void aProgramPrintsAndItsStatusIsTheCommands() throws Exception {
        try (OtherTerminal unused = other()) {
            assertEquals(
                    new Typed(7, "out \u00e9\n", "err\n"),
                    Typed.hv("exec", "web", "--", "sh", "-c", "echo out \u00e9; echo err >&2; exit 7"));
            assertEquals(new Typed(128 + 9, "", ""), Typed.hv("exec", "web", "sh", "-c", "kill -9 $$"));
            assertEquals(new Typed(0, "-l --help\n", ""), Typed.hv("exec", "web", "echo", "-l", "--help"));
            assertEquals(
                    "one\n",
                    Typed.hv("exec", "--env", "A=one", "web", "sh", "-c", "echo $A")
                            .out());
            assertEquals("", Typed.withKeyboard("typed", "exec", "web", "cat").out());
            assertEquals(new Typed(0, "typed", ""), Typed.withKeyboard("typed", "exec", "-i", "web", "cat"));
        }
    }

    @Test
    void aWordWithAnAtIsTheProgramsAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("body.json"), "{\"a\": 1}");
        try (OtherTerminal unused = other()) {
            String word = "@" + file;
            assertEquals(new Typed(0, word + "\n", ""), Typed.hv("exec", "web", "echo", word));
            assertEquals(new Typed(0, word + "\n", ""), Typed.hv("exec", "--uri", URI, "web", "echo", word));
        }
    }

    /** A text stream has no room for it. */
    @Test
    void whatIsNoTextIsSaidToBeShownOtherwise() throws Exception {
        try (OtherTerminal unused = other()) {
            Typed binary = Typed.hv("exec", "web", "sh", "-c", "printf 'a\\377b'; exit 3");
            assertEquals(
                    new Typed(
                            3,
                            "a\ufffdb",
                            "hv: the output is no text in UTF-8, and not shown as it is; have the program write a file, "
                                    + "and copy that\n"),
                    binary);
            Typed errors = Typed.hv("exec", "web", "sh", "-c", "printf '\\303\\251'; printf '\\300' >&2");
            assertEquals("\u00e9", errors.out());
            assertTrue(errors.err().contains("hv: the error output is no text in UTF-8"), errors.err());
        }
    }

    @Test
    void filesGoInAndOut() throws Exception {
        Files.writeString(folder.resolve("app.jar"), "archive");
        Files.createDirectories(root.resolve("srv"));
        Files.createDirectories(folder.resolve("into"));
        try (OtherTerminal unused = other()) {
            assertEquals(new Typed(0, "", "hv: 7 B copied\n"), Typed.in(folder, "cp", "app.jar", "web:/srv/"));
            assertEquals("archive", Files.readString(root.resolve("srv/app.jar")));
            assertEquals(0, Typed.in(folder, "cp", "web:/srv/app.jar", "into").status());
            assertEquals("archive", Files.readString(folder.resolve("into/app.jar")));
            assertEquals(0, Typed.in(folder, "cp", "web:/srv/app.jar", "./a:b").status());
            assertEquals("archive", Files.readString(folder.resolve("a:b")));
        }
    }

    @Test
    void aMachineOfThisProcessIsReachedWithoutASocket() throws Exception {
        try (OtherTerminal unused = other()) {
            assertEquals(0, Typed.hv("exec", "web", "true").status());
            Files.delete(folder.resolve("hv/web.sock"));
            assertEquals(new Typed(3, "", ""), Typed.hv("exec", "--uri", URI, "web", "sh", "-c", "exit 3"));
            assertEquals(
                    new Typed(0, "typed", ""), Typed.withKeyboard("typed", "exec", "--uri", URI, "-i", "web", "cat"));
        }
    }

    /** As qemu:///system: the machine that is meant there is not the one of that name that runs here. */
    @Test
    void onAHostWhoseMachinesLiveInNoProcessNobodyElseIsAsked() throws Exception {
        try (OtherTerminal unused = other()) {
            assertEquals(0, Typed.hv("exec", "--uri", URI, "web", "true").status());
            List<String> asked = guest.asked();
            Typed typed = Typed.hv("exec", "--uri", "agents:///shell-outside?outlives", "web", "true");
            assertEquals(125, typed.status());
            assertTrue(typed.err().contains("'web'"), typed.err());
            assertFalse(typed.err().contains("of other processes"), typed.err());
            assertEquals(asked, guest.asked());
        }
    }

    @Test
    void whatHvCannotDoIsNotTheProgramsStatus() throws Exception {
        Typed nobody = Typed.hv("exec", "--uri", URI, "web", "true");
        assertEquals(125, nobody.status());
        assertTrue(nobody.err().startsWith("hv: of other processes' machines on " + URI), nobody.err());
        try (OtherTerminal unused = other()) {
            guest.disconnect();
            Typed silent = Typed.hv("exec", "web", "true");
            assertEquals(125, silent.status());
            assertTrue(silent.err().startsWith("hv: nobody answers"), silent.err());
        }
    }

    @Test
    void theSocketGoesWithTheMachineAndASecondOneSaysThatItHasNone() throws Exception {
        Path socket = folder.resolve("hv/web.sock");
        try (OtherTerminal first = other()) {
            assertTrue(Files.exists(socket));
            try (Host elsewhere = Host.open("mem:///shell-exec-2");
                    Subscription unused = elsewhere.events().on(LifecycleEvent.class, event -> {
                        if (event.type() == LifecycleEvent.Type.STARTED) {
                            elsewhere.domain("web").destroy();
                        }
                    })) {
                Typed second = Typed.hv("run", "--uri", "mem:///shell-exec-2", "--name", "web", "--guest", "echo");
                assertTrue(
                        second.err()
                                .startsWith("hv: hv exec, cp and net do not reach this 'web': another hv run has a "
                                        + "machine of that name\n"),
                        second.err());
            }
            assertEquals(0, Typed.hv("exec", "web", "true").status());
            assertEquals(1, first.ended().status());
            assertFalse(Files.exists(socket));
        }
    }

    /** Whoever reaches the socket has the commands about a machine, and no others. */
    @Test
    void onlyCommandsAboutAMachineAreTaken() throws Exception {
        try (OtherTerminal unused = other()) {
            StringWriter err = new StringWriter();
            OptionalInt status = ControlClient.ask(
                    ControlFolder.usual(),
                    "web",
                    () -> new Request(List.of("list", "--uri", WORLD), folder, new byte[0]),
                    new PrintWriter(Writer.nullWriter()),
                    new PrintWriter(err));
            assertEquals(2, status.orElseThrow());
            assertTrue(err.toString().startsWith("hv: this is no command about a machine"), err::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec | Missing required parameter",
                "exec web | Missing required parameter",
                "exec web -- | name a program",
                "exec --timeout 0 web ls | needs some time",
                "exec --env =x web ls | no variable can be called",
                "cp a b | give one path in a guest",
                "cp web:/a db:/b | give one path in a guest",
                "cp web:a b | is no absolute path in a guest",
                "cp web:/a/ b | only files are copied",
                "cp --answer 0 web:/a b | --answer wants",
            })
    void wrongUseIsOneLine(String arguments, String message) {
        Typed.hv(arguments.split(" ", -1)).requireMisuse(message);
    }
}
