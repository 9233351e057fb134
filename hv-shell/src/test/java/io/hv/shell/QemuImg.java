package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** QEMU's own tools, where they are installed: what the commands on images are compared with. */
final class QemuImg {

    private QemuImg() {}

    static void assumeInstalled() {
        for (String tool : List.of("qemu-img", "qemu-io")) {
            assumeTrue(
                    Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                            .anyMatch(each -> Files.isExecutable(Path.of(each, tool))),
                    "no " + tool + " on the PATH: install qemu-utils to run this test");
        }
    }

    /** What {@code qemu-img} came to with these arguments. */
    static Typed run(String... arguments) {
        return process(
                Stream.concat(Stream.of("qemu-img"), Arrays.stream(arguments)).toList());
    }

    /** The same, which has to go well; what it said. */
    static String good(String... arguments) {
        Typed typed = run(arguments);
        assertEquals(0, typed.status(), List.of(arguments) + ": " + typed.out() + typed.err());
        return typed.out();
    }

    /** Has {@code qemu-io} do these commands to an image. */
    static void io(Path image, String format, String... commands) {
        Stream<String> all = Arrays.stream(commands).flatMap(each -> Stream.of("-c", each));
        Typed typed = process(
                Stream.of(Stream.of("qemu-io", "--cache", "unsafe", "-f", format), all, Stream.of(image.toString()))
                        .flatMap(each -> each)
                        .toList());
        assertEquals(0, typed.status(), typed.out() + typed.err());
    }

    /** An image that another process has open for writing. */
    record Open(Process process) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    static Open open(Path image, String format) {
        try {
            Process process = new ProcessBuilder("qemu-io", "-f", format, image.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().write("read 0 512\n".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            // It answers, so it has it open.
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().contains("read 512/512 bytes")) {
                int next = process.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("qemu-io has ended: " + answer);
                }
                answer.append((char) next);
            }
            return new Open(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Typed process(List<String> command) {
        try {
            Path errors = Files.createTempFile("qemu", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                process.getOutputStream().close();
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Typed(process.waitFor(), out, Files.readString(errors));
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
