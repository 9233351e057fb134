package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** QEMU's tool for images, where it is installed: what hv has written is what others read. */
public final class QemuImg {

    /** Formats that it has no check of. */
    private static final Set<String> UNCHECKED = Set.of("raw", "vpc");

    private QemuImg() {}

    /** Whether a tool of QEMU's is on the PATH. */
    public static boolean isInstalled(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    }

    /** Skips the test where there is none. */
    public static void assumeInstalled(String tool) {
        assumeTrue(isInstalled(tool), "no " + tool + " on the PATH: install qemu-utils to run this test");
    }

    /**
     * Finds an image sound, and with these bytes; looks at nothing where the tool is not installed.
     *
     * @param image its name ends with its format
     */
    public static void assertHas(byte[] bytes, Path image) throws IOException, InterruptedException {
        if (!isInstalled("qemu-img")) {
            return;
        }
        Path raw = Files.write(Files.createTempFile("hv", ".raw"), bytes);
        try {
            String name = image.toString();
            String format = name.substring(name.lastIndexOf('.') + 1);
            if (!UNCHECKED.contains(format)) {
                run("qemu-img", "check", "-f", format, name);
            }
            run("qemu-img", "compare", "-f", format, "-F", "raw", name, raw.toString());
        } finally {
            Files.delete(raw);
        }
    }

    /** Runs a tool, which must succeed. */
    public static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), new ArrayList<>(List.of(command)) + ": " + output);
    }
}
