package io.hv.kvm.net.passt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a passt says of itself. */
public final class PasstVersion {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PasstVersion() {}

    /**
     * The first line of what it answers to {@code --version}.
     *
     * @throws IOException if it cannot be started, fails, says nothing, or does not end
     */
    public static String of(Path program) throws IOException {
        Path said = Files.createTempFile("hv-passt", ".version");
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            int status = awaitEnd(process);
            String line = Files.readString(said, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            if (status != 0 || line.isBlank()) {
                throw new IOException(program + " --version ends with " + status + " and says '" + line + "'");
            }
            return line.strip();
        } finally {
            Files.delete(said);
        }
    }

    private static int awaitEnd(Process process) throws IOException {
        try {
            if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new IOException("it has not ended after " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while passt was asked for its version", e);
        } finally {
            Process unused = process.destroyForcibly();
        }
    }
}
