package io.hv.shell.guest;

import io.hv.HostFailureException;
import io.hv.image.seed.IsoImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A seed's disk in a temporary file that only this user can read, until it is closed or the process ends. */
public final class SeedFile implements AutoCloseable {

    private final Path path;

    private SeedFile(Path path) {
        this.path = path;
    }

    static SeedFile write(IsoImage image) {
        try {
            SeedFile seed = new SeedFile(Files.createTempFile("hv-seed-", ".iso"));
            // For a process that a signal ends.
            seed.path.toFile().deleteOnExit();
            Path unused = Files.write(seed.path, image.toBytes());
            return seed;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static HostFailureException failed(IOException e) {
        return new HostFailureException(
                "the seed's disk: " + e.getMessage(),
                "see whether the folder for temporary files has room",
                "write",
                0,
                e);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            boolean unused = Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
