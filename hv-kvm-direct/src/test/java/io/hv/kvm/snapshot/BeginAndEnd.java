package io.hv.kvm.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** Another process: begins to write a snapshot file, and ends as if it were killed. */
final class BeginAndEnd {

    static final int CODE = 42;

    private BeginAndEnd() {}

    @SuppressWarnings("try") // it is never closed, that is what this is for
    public static void main(String[] arguments) throws IOException {
        try (SnapshotWriter unused = SnapshotWriter.begin(Path.of(arguments[0]), fraction -> {})) {
            Runtime.getRuntime().halt(CODE);
        }
    }

    /** Runs it to its end. */
    static Process run(Path file, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BeginAndEnd.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int unused = process.waitFor();
        return process;
    }
}
