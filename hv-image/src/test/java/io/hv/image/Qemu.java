package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** QEMU's own tools, where they are installed: the oracles. */
final class Qemu {

    private static final List<String> TOOLS = List.of("qemu-img", "qemu-io");

    private Qemu() {}

    static void assumeInstalled() {
        for (String tool : TOOLS) {
            assumeTrue(has(tool), "no " + tool + " on the PATH: install qemu-utils to run this test");
        }
    }

    static boolean isInstalled() {
        return TOOLS.stream().allMatch(Qemu::has);
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    }

    /** What a command ended with, and what it said. */
    record Result(int status, String output) {}

    static Result run(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs {@code qemu-img}, and wants it to succeed. */
    static String img(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(Arrays.asList(arguments));
        Result result = run(folder, command);
        assertEquals(0, result.status, command + ": " + result.output);
        return result.output;
    }

    /** Runs commands of {@code qemu-io} on an image. */
    static void io(Path folder, List<String> options, String image, List<String> commands) {
        List<String> command = new ArrayList<>(List.of("qemu-io", "--cache", "unsafe", "-d", "unmap"));
        command.addAll(options);
        for (String each : commands) {
            command.add("-c");
            command.add(each);
        }
        command.add(image);
        Result result = run(folder, command);
        assertEquals(0, result.status, command + ": " + result.output);
    }
}
