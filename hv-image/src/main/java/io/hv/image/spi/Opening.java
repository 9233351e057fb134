package io.hv.image.spi;

import io.hv.image.file.ImageFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a driver may ask for while it opens an image. */
public interface Opening {

    /** Whether the image is to be written. */
    boolean isWritable();

    /**
     * Whether what children know the image by stays, although it is written: for a commit, by which the child that is
     * committed does not come to read otherwise.
     */
    default boolean keepsIdentity() {
        return false;
    }

    /**
     * The backing file, by the caller's policy; empty where it was asked not to be opened.
     *
     * @param name as it stands in the image
     * @param format as it stands in the image; null where none does
     * @param field what the name's field is called, for messages
     * @param offset where it stands
     */
    Optional<Disk> backing(String name, @Nullable String format, String field, long offset);

    /**
     * An external file of data, by the caller's policy. There may be many; the caller closes them where the image is refused.
     *
     * @param writable whether it is opened for writing, where the image is
     */
    ImageFile dataFile(String name, boolean writable, String field, long offset);
}
