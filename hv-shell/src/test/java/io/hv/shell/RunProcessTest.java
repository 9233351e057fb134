package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.shell.control.ControlFolder;
import io.hv.testkit.requires.RequiresKvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hv run} in a process of its own: it is reached from this one, and leaves nothing behind when a signal ends it. */
@RequiresKvm
@Timeout(300)
class RunProcessTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void ownSockets() {
        System.setProperty(ControlFolder.PROPERTY, folder.resolve("hv").toString());
    }

    @AfterEach
    void usualSockets() {
        System.clearProperty(ControlFolder.PROPERTY);
    }

    private Process hv(List<String> arguments) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + ControlFolder.PROPERTY + "=" + folder.resolve("hv"),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        return new ProcessBuilder(
                        Stream.concat(java.stream(), arguments.stream()).toList())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private Set<String> seeds() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith("hv-seed-"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void isReachedAndLeavesNothingBehind() throws Exception {
        Path capture = folder.resolve("all.pcapng");
        Path userData = Files.writeString(folder.resolve("user-data"), "#cloud-config\n");
        Process run = hv(List.of(
                "run",
                "--uri",
                "kvm:///embed?root=" + folder.resolve("definitions"),
                "--name",
                "web",
                "--guest",
                "echo",
                "--memory",
                "16MiB",
                "--net",
                "lan",
                "--capture",
                capture.toString(),
                "--seed",
                userData.toString()));
        try (BufferedReader screen = run.inputReader()) {
            assertEquals("echo ready", screen.readLine(), () -> "see " + folder.resolve("err"));
            Typed list = Typed.hv("net", "list", "web");
            assertEquals(0, list.status(), list.err());
            assertTrue(list.out().contains(" lan "), list.out());
            assertEquals(1, seeds().size());
            assertTrue(Files.exists(folder.resolve("hv/web.sock")));
        } finally {
            run.destroy();
            int unused = run.waitFor();
        }
        assertTrue(Files.size(capture) > 0, "the capture is whole");
        assertTrue(Files.notExists(folder.resolve("hv/web.sock")));
        assertEquals(Set.of(), seeds());
    }
}
