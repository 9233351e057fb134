package io.hv.backend;

import io.hv.HostPath;
import io.hv.NotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of hosts that live on this machine. */
public final class HostPaths {

    private HostPaths() {}

    /**
     * As this JVM writes it.
     *
     * @throws NotFoundException if this system, or its locale, cannot name such a file
     */
    public static Path local(HostPath path) {
        try {
            return Path.of(path.path());
        } catch (InvalidPathException e) {
            throw new NotFoundException(
                    "no file can be called that here: " + e.getMessage(), "choose another name, or another locale");
        }
    }
}
