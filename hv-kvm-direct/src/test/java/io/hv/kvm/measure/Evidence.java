package io.hv.kvm.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.TestReporter;

/** Puts a measurement into the test's report, and into the folder that property {@code hv.evidence} names, if any. */
public final class Evidence {

    private Evidence() {}

    /** Writes a JSON object under a name. */
    public static void write(TestReporter reporter, String name, String json) {
        reporter.publishEntry(name, json);
        String folder = System.getProperty("hv.evidence");
        if (folder != null) {
            try {
                Files.createDirectories(Path.of(folder));
                Files.writeString(Path.of(folder, name + ".json"), json + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
