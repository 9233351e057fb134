package io.hv;

import java.nio.file.Path;

/**
 * A path on the host that runs the domain, which may be another machine than this one.
 *
 * @param path the path in the host's own notation, absolute
 */
public record HostPath(String path) {

    /** Rejects an empty path and one with a NUL character with {@link IllegalArgumentException}. */
    public HostPath {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a host path is not empty and holds no NUL");
        }
    }

    /** A path as the host writes it. */
    public static HostPath of(String path) {
        return new HostPath(path);
    }

    /** The same file, for a host that runs on this machine: the path made absolute. */
    public static HostPath of(Path local) {
        return new HostPath(local.toAbsolutePath().toString());
    }

    @Override
    public String toString() {
        return path;
    }
}
