package io.hv.kvm.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A recording of hv's events, and what it holds. */
public final class Recorded {

    private Recorded() {}

    /** Records all of hv's events, however short, while something is done. */
    public static List<RecordedEvent> during(Runnable action) throws IOException {
        Path file = Files.createTempFile("hv", ".jfr");
        try (Recording recording = new Recording()) {
            for (String event : List.of("io.hv.VcpuExit", "io.hv.DiskRequest", "io.hv.BootPhase")) {
                recording.enable(event).withThreshold(Duration.ZERO);
            }
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getCategoryNames().contains("hv"))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
