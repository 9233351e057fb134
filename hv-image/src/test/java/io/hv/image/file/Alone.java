package io.hv.image.file;

import io.hv.image.spi.Disk;
import io.hv.image.spi.Opening;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a test opens an image that names no other file. */
public enum Alone implements Opening {
    /** For writing. */
    WRITABLE,
    /** For reading. */
    READ_ONLY;

    @Override
    public boolean isWritable() {
        return this == WRITABLE;
    }

    @Override
    public Optional<Disk> backing(String name, @Nullable String format, String field, long offset) {
        return Optional.empty();
    }

    @Override
    public ImageFile dataFile(String name, boolean writable, String field, long offset) {
        throw new AssertionError(name);
    }
}
