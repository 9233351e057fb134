package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.Host;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import io.hv.shell.guest.AgentHostProvider;
import io.hv.shell.guest.HostAsGuest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hv run --exec}, and what else a machine is given for its guest. */
@Timeout(60)
class RunWorkTest {

    private static final String URI = "agents:///shell-work";

    @TempDir
    private Path folder;

    private HostAsGuest guest = new HostAsGuest(Path.of("/"));

    @BeforeEach
    void anAgentInTheGuest(@TempDir Path root) {
        guest = AgentHostProvider.install("worker", root);
    }

    private static Typed run(String... more) {
        List<String> all = new ArrayList<>(List.of("run", "--uri", URI, "--guest", "echo", "--name", "worker"));
        all.addAll(List.of(more));
        try (Host host = Host.open("mem:///shell-work")) {
            Typed typed = Typed.hv(all.toArray(String[]::new));
            assertTrue(host.domains().isEmpty(), "the machine has ended");
            return typed;
        }
    }

    @Test
    void filesGoInThenProgramsRunThenFilesComeOut() throws Exception {
        Path in = Files.writeString(folder.resolve("in"), "some text");
        Path out = folder.resolve("out");
        assertEquals(
                new Typed(0, "9\n", "warned\n"),
                run(
                        "--exec",
                        "tr a-z A-Z <in >result; echo warned >&2",
                        "--copy-out",
                        "/result:" + out,
                        "--copy-in",
                        in + ":/in",
                        "--exec",
                        "wc -c <in | tr -d ' '"));
        assertEquals("SOME TEXT", Files.readString(out));
        assertEquals("ready", guest.asked().get(0));
    }

    @Test
    void theFirstProgramThatFailsIsTheLastOneAndItsFilesComeOut() throws Exception {
        Path out = folder.resolve("log");
        Typed failed = run(
                "--exec",
                "true",
                "--exec",
                "echo why >log; exit 9",
                "--exec",
                "echo never",
                "--copy-out",
                "/log:" + out);
        assertEquals(new Typed(9, "", ""), failed);
        assertEquals("why\n", Files.readString(out));
    }

    /** A file that cannot be copied keeps neither the others here nor what was written off the disk. */
    @Test
    void whatFailsKeepsNothingElseFromBeingDone() throws Exception {
        Path disk = Files.write(folder.resolve("disk.img"), new byte[512]);
        Path out = folder.resolve("log");
        guest.onShutdown(() -> {
            try (Host host = Host.open("mem:///shell-work")) {
                host.domain("worker").destroy();
            }
        });
        Typed typed = run(
                "--disk",
                disk.toString(),
                "--exec",
                "echo done >log",
                "--copy-out",
                "/first:" + folder.resolve("a"),
                "--copy-out",
                "/log:" + out,
                "--copy-out",
                "/second:" + folder.resolve("b"));
        assertEquals(125, typed.status());
        assertEquals("done\n", Files.readString(out));
        assertTrue(typed.err().contains("first") && typed.err().contains("second"), typed.err());
        List<String> asked = guest.asked();
        assertEquals(
                List.of("download /first", "download /log", "download /second", "shutdown"),
                asked.subList(asked.size() - 4, asked.size()));
    }

    @Test
    void filesThatAreThereAreNotReplacedAndNothingBootsForThem() throws Exception {
        Path there = Files.writeString(folder.resolve("there"), "mine");
        Path inFolder = Files.writeString(folder.resolve("log"), "mine");
        for (String target : List.of("/log:" + there, "/log:" + folder)) {
            Typed typed = run("--exec", "echo new >log", "--copy-out", target);
            assertEquals(2, typed.status());
            assertTrue(typed.err().contains("already, and --copy-out replaces none"), typed.err());
        }
        assertEquals("mine", Files.readString(there));
        assertEquals("mine", Files.readString(inFolder));
        assertEquals(List.of(), guest.asked());
    }

    @Test
    void hvsOwnFailureIsNotTheProgramsStatus() {
        guest.disconnect();
        Typed typed = run("--exec", "true");
        assertEquals(125, typed.status());
        assertTrue(typed.err().startsWith("hv: nobody answers"), typed.err());
        // Without something to do it is the usual one.
        assertEquals(1, Typed.hv("run", "--uri", "foo:///", "--guest", "echo").status());
        assertEquals(
                125,
                Typed.hv("run", "--uri", "foo:///", "--guest", "echo", "--exec", "a")
                        .status());
    }

    /** The disk is there while the machine is, readable by this user alone, and behind all others. */
    @Test
    void aSeedIsADiskForAWhile() throws Exception {
        Path userData = Files.writeString(folder.resolve("user,data"), "#cloud-config\n");
        Path network = Files.writeString(folder.resolve("net"), "version: 2\n");
        Path meta = Files.writeString(folder.resolve("meta"), "instance-id: i-7\n");
        Path disk = Files.write(folder.resolve("disk.img"), new byte[512]);
        List<String> seen = new ArrayList<>();
        try (Host host = Host.open("mem:///shell-seed");
                Subscription unused = host.events().on(LifecycleEvent.class, event -> {
                    if (event.type() == LifecycleEvent.Type.STARTED) {
                        look(host.domain("seeded"), seen);
                    }
                })) {
            Typed typed = Typed.hv(
                    "run",
                    "--uri",
                    "mem:///shell-seed",
                    "--name",
                    "seeded",
                    "--guest",
                    "echo",
                    "--disk",
                    disk.toString(),
                    "--seed",
                    userData.toString().replace(",", ",,") + ",network-config=" + network + ",meta-data=" + meta);
            assertEquals(1, typed.status(), "it was destroyed: " + typed.err());
        }
        assertEquals(List.of("vdb", "readonly", "rw-------", "CD001", "i-7"), seen.subList(1, seen.size()));
        assertTrue(Files.notExists(Path.of(seen.get(0))), "it is gone");
    }

    private static void look(Domain domain, List<String> seen) {
        try {
            DiskSpec seed = domain.spec().disks().get(1);
            Path file = Path.of(seed.source().file().orElseThrow().path());
            seen.add(file.toString());
            seen.add(seed.target().orElse("none"));
            seen.add(seed.isReadOnly() ? "readonly" : "writable");
            seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            Stream.of("CD001", "i-7").filter(bytes::contains).forEach(seen::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            domain.destroy();
        }
    }

    @Test
    void whatOnlyKvmHasIsRefusedElsewhere() {
        for (String option : List.of("--vsock=3", "--share=data=/srv", "--forward=tcp:8080:80")) {
            Typed typed = run(option);
            assertEquals(1, typed.status());
            assertTrue(typed.err().contains("only hv's own monitor has this device"), typed.err());
            assertTrue(typed.err().endsWith("    use kvm:///\n"), typed.err());
        }
        Typed faults = run("--net", "lan", "--faults", "loss=1%");
        assertEquals(1, faults.status());
        assertTrue(faults.err().startsWith("hv: "), faults.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--net none --net lan | --net none goes with no other card",
                "--net | Missing required parameter",
                "--net lan,address=10.0.0.1 | lan,address=10.0.0.1",
                "--capture f | --capture goes with one --net NAME",
                "--net user --faults loss=1% | --faults goes with one --net NAME",
                "--net a --net b --capture f | --capture goes with one --net NAME",
                "--net a --faults loss=1x | not a chance: '1x'",
                "--share data | TAG=FOLDER[:ro]",
                "--share data=:ro | TAG=FOLDER[:ro]",
                "--share a/b=/srv | a share's tag is",
                "--share a=/x --share a=/y | there is a share 'a' already",
                "--vsock 2 | a guest's context id is 3",
                "--seed /nowhere/user-data | cannot be read",
                "--seed a,color=red | the keys are meta-data, network-config",
                "--exec true --top | --top does not go with --exec",
                "--exec true --agent-within 0 | want at least 1 second",
                "--copy-in a | FILE:PATH",
                "--copy-out a:b | is no absolute path in a guest",
            })
    void wrongUseIsOneLine(String more, String message) {
        run(more.split(" ", -1)).requireMisuse(message);
    }
}
