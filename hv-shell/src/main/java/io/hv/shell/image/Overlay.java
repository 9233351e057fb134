package io.hv.shell.image;

import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a new image is to lie over.
 *
 * @param name the backing file's, as it shall stand in the image; empty for none
 * @param format the backing file's
 */
record Overlay(String name, ImageFormat format) {

    static final Overlay NONE = new Overlay("", ImageFormat.RAW);

    boolean isNone() {
        return name.isEmpty();
    }

    /** The backing file. */
    Path seenFrom(Path image) {
        return Names.path(image, name);
    }

    /** With that size, or with the backing file's. */
    CreateOptions options(@Nullable Long bytes) {
        CreateOptions options = CreateOptions.overlay(name, format);
        return bytes == null ? options : options.capacity(bytes);
    }

    /** Writes the name into an image without a look at the file. */
    void nameIn(Path image) {
        OpenOptions open = OpenOptions.format(ImageFormat.QCOW2).writable().withoutBacking();
        try (Image made = Image.open(image, open)) {
            made.rebase(name, format);
        }
    }
}
