package io.hv.kvm.backend.saved;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.snapshot.StateFormatException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The whole file that a difference needs.
 *
 * @param path where it was, absolute
 * @param digest what it is known again by: the SHA-256 of its header and its state
 */
public record SavedBase(String path, Bytes digest) {

    /**
     * Where it was.
     *
     * @throws StateFormatException if no file can have been there
     */
    public Path file() {
        try {
            Path file = Path.of(path);
            if (file.isAbsolute() && file.getFileName() != null) {
                return file;
            }
            throw new StateFormatException("it needs a file that is nowhere: " + path);
        } catch (InvalidPathException e) {
            throw new StateFormatException("it needs a file that cannot be: " + path, e);
        }
    }
}
