package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A tmpfs that is soon full. Root only. */
public final class SmallFileSystem {

    private SmallFileSystem() {}

    /** Mounts one on a folder. */
    public static void mount(Path folder, String options) throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", options, "hv-test", folder.toString());
    }

    /** It would fail if a file there were open. */
    public static void unmount(Path folder) throws IOException, InterruptedException {
        run("umount", folder.toString());
    }

    /** Runs a program, which must succeed. */
    public static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
