package io.hv.image.block;

import io.hv.image.Extent;

/**
 * A range of a disk that an image stores in one way.
 *
 * @param kind what is there; {@link Extent.Kind#ABSENT} is what the image does not have itself
 * @param host where the bytes are in the file; -1 where there are none
 * @param length in bytes, above 0, not beyond the block's end
 */
public record Run(Extent.Kind kind, long host, long length) {

    /** Without bytes. */
    public static Run of(Extent.Kind kind, long length) {
        return new Run(kind, -1, length);
    }
}
