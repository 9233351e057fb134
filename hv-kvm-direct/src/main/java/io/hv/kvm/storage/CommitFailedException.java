package io.hv.kvm.storage;

import java.nio.file.Path;

/**
 * What a guest wrote could not be written to the image when the disk was closed: what it wrote while clones shared its disk, or
 * of an image that is not raw, since its last flush. The image has part of it: what the guest has there is damaged, unless the
 * guest's own journal can mend it.
 */
public final class CommitFailedException extends RuntimeException {

    private final Path path;

    /** What is lost was written since some time, for example {@code since it was cloned}. */
    CommitFailedException(Path path, String since, Exception cause) {
        super("what was written to '" + path + "' " + since + " is lost: " + cause.getMessage(), cause);
        this.path = path;
    }

    /** The image. */
    public Path path() {
        return path;
    }
}
