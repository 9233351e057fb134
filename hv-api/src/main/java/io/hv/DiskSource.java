package io.hv;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a disk's content is kept. Immutable.
 *
 * <p>The format is stated and never guessed from the content: a guest writes that, and could make a host take its raw
 * disk for an image that refers to other files.
 */
public final class DiskSource {

    private final HostPath file;
    private final DiskFormat format;

    private DiskSource(HostPath file, DiskFormat format) {
        this.file = file;
        this.format = format;
    }

    /** A raw file of the host; opened when the domain starts, and it must be there then. */
    public static DiskSource file(HostPath path) {
        return new DiskSource(path, DiskFormat.RAW);
    }

    /** The same, read in another format. */
    public DiskSource format(DiskFormat newFormat) {
        return new DiskSource(file, newFormat);
    }

    /** The file; nothing where the content is kept otherwise, which may come. */
    public Optional<HostPath> file() {
        return Optional.of(file);
    }

    /** How the content lies there. */
    public DiskFormat format() {
        return format;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskSource that && file.equals(that.file) && format.equals(that.format);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, format);
    }

    @Override
    public String toString() {
        return format + " " + file;
    }
}
