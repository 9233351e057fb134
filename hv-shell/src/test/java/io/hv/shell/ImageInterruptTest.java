package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A conversion whose process is told to end, as Ctrl-C does, leaves nothing that is half written. */
@Timeout(300)
class ImageInterruptTest {

    /** Without hv-native all of it is read, being raw, which takes long enough to come in between. */
    private static final String SIZE = "200G";

    @TempDir
    private Path folder;

    private String convert(Path target) throws IOException {
        String source = folder.resolve("source").toString();
        assertEquals(0, Typed.hv("image", "create", "-q", source, SIZE).status());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        withoutNative(),
                        Main.class.getName(),
                        "image",
                        "convert",
                        "-p",
                        "-O",
                        "qcow2",
                        source,
                        target.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        StringBuilder said = new StringBuilder();
        try (InputStream errors = process.getErrorStream()) {
            int next = errors.read();
            // It is under way, and far from its end.
            while (next >= 0 && next != '%') {
                said.append((char) next);
                next = errors.read();
            }
            // Process.destroy would close the streams.
            assertTrue(process.toHandle().destroy());
            said.append(new String(errors.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertNotEquals(0, process.onExit().join().exitValue(), said.toString());
        assertFalse(said.toString().contains("(100.00"), said.toString());
        return said.toString();
    }

    private static String withoutNative() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(each -> !each.contains("hv-native"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aTargetThatWasNotThereIsGone() throws IOException {
        Path target = folder.resolve("target");
        String said = convert(target);
        assertTrue(said.endsWith("hv: it was interrupted: " + target + " is not there\n"), said);
        assertEquals(List.of("source"), names());
    }

    @Test
    void aTargetThatWasThereIsAsItWas() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "before");
        String said = convert(target);
        assertTrue(said.endsWith("hv: it was interrupted: " + target + " is as it was before\n"), said);
        assertEquals("before", Files.readString(target));
        assertEquals(List.of("source", "target"), names());
    }
}
