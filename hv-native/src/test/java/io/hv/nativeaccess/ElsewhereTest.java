package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM that is told it runs on another system: everything loads, and using it says what is missing. */
class ElsewhereTest {

    /** What that JVM runs. */
    public static final class Main {

        private Main() {}

        /** Prints what each way in throws. */
        @SuppressWarnings("SystemOut") // It is how this process talks to the test.
        public static void main(String[] args) {
            List<Runnable> ways = List.of(
                    () -> Fd.open(Path.of("file")),
                    () -> Fd.own(1000, "number"),
                    () -> Memfd.create("name", 4096),
                    EventFd::new,
                    TimerFd::new,
                    () -> new Epoll(1),
                    () -> NativeMemory.allocate(8),
                    FolderCalls::new,
                    () -> FolderCalls.openFolder(Path.of("folder")),
                    ThreadSignal::here,
                    ThreadSchedule::here);
            List<String> answers = new ArrayList<>();
            for (Runnable way : ways) {
                try {
                    way.run();
                    answers.add("worked");
                } catch (UnsupportedOperationException e) {
                    answers.add(e.getMessage());
                }
            }
            System.out.print(String.join("\n", answers));
        }
    }

    @Test
    void everyUseSaysWhatIsMissing() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dos.name=Mac OS X",
                        "-Dos.arch=aarch64",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        List<String> answers = output.lines().toList();
        assertEquals(11, answers.size(), output);
        for (String answer : answers) {
            assertEquals("this needs Linux on x86-64, and this is Mac OS X on aarch64", answer);
        }
    }
}
