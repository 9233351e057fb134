package io.hv.testkit.junit;

import io.hv.CapturableNetwork;
import io.hv.Capture;
import io.hv.HostPath;
import io.hv.Network;
import io.hv.UnsupportedFeatureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The frames of one network while one test runs, in a file that is gone when this is closed. For one thread. */
final class LanCapture implements AutoCloseable {

    private final Path file;
    private final Capture capture;

    private LanCapture(Path file, Capture capture) {
        this.file = file;
        this.capture = capture;
    }

    /** Begins; nothing where the host cannot capture. */
    static Optional<LanCapture> start(Network network) {
        CapturableNetwork capturable;
        try {
            capturable = network.as(CapturableNetwork.class);
        } catch (UnsupportedFeatureException e) {
            System.getLogger("io.hv.testkit").log(Level.WARNING, "no capture: {0}", e.getMessage());
            return Optional.empty();
        }
        Path file = temporary();
        try {
            return Optional.of(new LanCapture(file, capturable.capture(HostPath.of(file))));
        } catch (RuntimeException | Error e) {
            Closing.all(List.of(() -> Files.deleteIfExists(file)));
            throw e;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("hv-lan-", ".pcapng");
        } catch (IOException e) {
            throw new UncheckedIOException("no file for a capture", e);
        }
    }

    /** Ends it; the file is complete. */
    Path end() {
        capture.close();
        return file;
    }

    @Override
    public void close() {
        Closing.all(List.<AutoCloseable>of(capture, () -> Files.deleteIfExists(file)));
    }
}
