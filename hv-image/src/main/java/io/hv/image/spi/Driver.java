package io.hv.image.spi;

import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * A format. To add one: a constant in {@link ImageFormat}; a package {@code io.hv.image.NAME} with an implementation of
 * this and of {@link Disk}, which meets its file by {@link ImageFile} and other files by {@link Opening} alone; and its name
 * in module-info and in META-INF/services, by which it is found. A Disk implements what its format can: the rest refuses by
 * itself.
 */
public interface Driver {

    /** How many first bytes of a file {@link #probe} is shown. */
    int PROBE_SIZE = 2048;

    /** Which it is. */
    ImageFormat format();

    /** Whether a file that begins so is of this format. Raw says no to all, and is taken where no other says yes. */
    boolean probe(ByteBuffer first);

    /** The variants that can be made, as {@code qemu-img -o subformat=} has them, the default first; none if it has none. */
    default List<String> subformats() {
        return List.of();
    }

    /**
     * Opens an image. What it needs is checked before it is used, and nothing is written before all of that is good.
     *
     * @throws io.hv.image.ImageException if it is damaged or refused; then the caller closes the file
     */
    Disk open(ImageFile file, Opening opening);

    /**
     * Writes an empty image into an empty file.
     *
     * @param capacity in bytes, as asked for or as the backing file has it
     */
    void create(ImageFile file, CreateOptions options, long capacity, Path dataFile);
}
