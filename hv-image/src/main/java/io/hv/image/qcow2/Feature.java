package io.hv.image.qcow2;

/** Bits of the header's three words of features. */
final class Feature {

    /** Incompatible: reference counts may be behind. */
    static final long DIRTY = 1;
    /** Incompatible: not to be written before it is repaired. */
    static final long CORRUPT = 1 << 1;
    /** Incompatible: the disk's bytes are in another file. */
    static final long DATA_FILE = 1 << 2;
    /** Incompatible: compression_type is not 0. */
    static final long COMPRESSION_TYPE = 1 << 3;
    /** Incompatible: entries of 16 bytes, with subclusters. */
    static final long EXTENDED_L2 = 1 << 4;

    static final long KNOWN_INCOMPATIBLE = DIRTY | CORRUPT | DATA_FILE | COMPRESSION_TYPE | EXTENDED_L2;

    /** Compatible: reference counts may be kept late. */
    static final long LAZY_REFCOUNTS = 1;

    /** Auto-clear: the bitmaps extension is in step with the image. */
    static final long BITMAPS = 1;
    /** Auto-clear: the data file alone is a raw image. */
    static final long RAW_DATA_FILE = 1 << 1;

    static final long KNOWN_AUTOCLEAR = BITMAPS | RAW_DATA_FILE;

    private Feature() {}
}
