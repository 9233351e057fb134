package io.hv.image.qcow2;

import io.hv.image.Extent;

/**
 * An L2 entry ("Cluster mapping"): what is known of one cluster of the disk.
 *
 * @param bits the entry
 * @param bitmap the subclusters' bits of an extended entry, allocated ones low; else 0
 */
record Entry(long bits, long bitmap) {

    static final Entry NONE = new Entry(0, 0);

    static final long OFFSET = 0x00fffffffffffe00L;
    static final long COPIED = 1L << 63;
    static final long COMPRESSED = 1L << 62;
    static final long ZERO = 1;
    /** All subclusters of an extended entry. */
    static final long ALL = 0xffffffffL;

    private static final int SUBCLUSTERS = 32;
    private static final int SECTOR = 512;

    boolean isCompressed() {
        return (bits & COMPRESSED) != 0;
    }

    boolean isCopied() {
        return (bits & COPIED) != 0;
    }

    /** Where the cluster lies in the file; 0 for nowhere. Of one that is not compressed. */
    long host() {
        return bits & OFFSET;
    }

    /** Whether it has a cluster of the file. An offset of 0 is one only in a data file, and COPIED tells it from none. */
    boolean isAllocated(boolean dataFile) {
        return !isCompressed() && (host() != 0 || (dataFile && isCopied()));
    }

    /** What is in a subcluster; or in the cluster, where there are none. */
    Extent.Kind kind(Geometry geometry, boolean dataFile, int subcluster) {
        if (isCompressed()) {
            return Extent.Kind.COMPRESSED;
        }
        if (geometry.extendedL2()) {
            if (((bitmap >>> (SUBCLUSTERS + subcluster)) & 1) != 0) {
                return Extent.Kind.ZERO;
            }
            return ((bitmap >>> subcluster) & 1) != 0 ? Extent.Kind.DATA : Extent.Kind.ABSENT;
        }
        if ((bits & ZERO) != 0) {
            return Extent.Kind.ZERO;
        }
        return isAllocated(dataFile) ? Extent.Kind.DATA : Extent.Kind.ABSENT;
    }

    /** With subclusters allocated: all bits of a mask. */
    Entry withData(Geometry geometry, long mask) {
        return geometry.extendedL2()
                ? new Entry(bits, (bitmap | mask) & ~(mask << SUBCLUSTERS))
                : new Entry(bits & ~ZERO, 0);
    }

    /** With subclusters that read as zeros. */
    Entry withZeros(long mask) {
        return new Entry(bits, (bitmap | mask << SUBCLUSTERS) & ~mask);
    }

    /** A compressed cluster's first byte. */
    long compressedOffset(Geometry geometry) {
        return bits & (1L << geometry.compressedOffsetBits()) - 1;
    }

    /** How many bytes a compressed cluster may take: to the end of its last sector. */
    int compressedLength(Geometry geometry) {
        long sectors = (bits & ~(COPIED | COMPRESSED)) >>> geometry.compressedOffsetBits();
        return (int) ((sectors + 1) * SECTOR - compressedOffset(geometry) % SECTOR);
    }

    static Entry compressed(Geometry geometry, long offset, int length) {
        long sectors = (offset + length - 1) / SECTOR - offset / SECTOR;
        return new Entry(COMPRESSED | sectors << geometry.compressedOffsetBits() | offset, 0);
    }
}
