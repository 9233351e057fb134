package io.hv.image;

/**
 * A range of the disk that is stored in one way.
 *
 * @param offset where it begins, in bytes of the disk
 * @param length in bytes, above 0
 * @param kind what is there
 * @param depth in which image of the chain that was found: 0 is the image itself, 1 its backing file, and so on
 * @param hostOffset where the bytes lie in that image's file, or in its data file; -1 where they do not lie there as they are
 */
public record Extent(long offset, long length, Kind kind, int depth, long hostOffset) {

    /** What is stored of a range. */
    public enum Kind {
        /** Bytes, as they are. */
        DATA,
        /** Bytes, compressed. */
        COMPRESSED,
        /** A note that it reads as zeros. */
        ZERO,
        /** Nothing, in no image of the chain: it reads as zeros. */
        ABSENT;

        /** Whether it reads as zeros without a look. */
        public boolean readsAsZeros() {
            return this == ZERO || this == ABSENT;
        }
    }

    /** Where it ends, exclusive. */
    public long end() {
        return offset + length;
    }

    /** Whether {@code next} goes on with what this ends with. */
    public boolean isContinuedBy(Extent next) {
        return next.offset == end()
                && next.kind == kind
                && next.depth == depth
                && (kind == Kind.COMPRESSED
                        || (hostOffset < 0 ? next.hostOffset < 0 : next.hostOffset == hostOffset + length));
    }
}
