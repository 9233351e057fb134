package io.hv.kvm.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a guest wrote while clones shared its disk could not be written to the image when the disk was closed. The image has
 * part of it: it is damaged, unless the guest's own journal can mend it.
 */
public final class CommitFailedException extends RuntimeException {

    private final Path path;

    CommitFailedException(Path path, IOException cause) {
        super("what was written to '" + path + "' since it was cloned is lost: " + cause.getMessage(), cause);
        this.path = path;
    }

    /** The image. */
    public Path path() {
        return path;
    }
}
