package io.hv.kvm.storage;

import java.nio.file.Path;

/**
 * An image cannot be opened in the way that was asked for, since a machine of this process uses it in one that forbids it: it
 * is written, or will be, and then nobody else may have it; or it is read, by machines that rely on it not to change.
 */
public final class DiskInUseException extends RuntimeException {

    private final Path path;
    private final Path usedAs;

    DiskInUseException(Path path, Path usedAs, String why) {
        super("'" + path + "'" + (path.equals(usedAs) ? "" : ", which is '" + usedAs + "',") + " " + why);
        this.path = path;
        this.usedAs = usedAs;
    }

    /** What was to be opened. */
    public Path path() {
        return path;
    }

    /** The name under which the same file is open. */
    public Path usedAs() {
        return usedAs;
    }
}
