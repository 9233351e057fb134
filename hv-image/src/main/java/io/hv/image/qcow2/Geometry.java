package io.hv.image.qcow2;

/** The sizes that follow from a header. */
record Geometry(int version, int clusterBits, int refcountBits, boolean extendedL2) {

    private static final int SUBCLUSTERS = 32;

    int clusterSize() {
        return 1 << clusterBits;
    }

    int l2EntrySize() {
        return extendedL2 ? 16 : 8;
    }

    /** How many entries an L2 table has, which is one cluster. */
    int l2Entries() {
        return clusterSize() / l2EntrySize();
    }

    /** How many bytes of the disk an L2 table tells of. */
    long l2Span() {
        return (long) l2Entries() << clusterBits;
    }

    /** Without extended L2 a cluster is its own and only subcluster. */
    int subclusters() {
        return extendedL2 ? SUBCLUSTERS : 1;
    }

    int subclusterSize() {
        return clusterSize() / subclusters();
    }

    /** How many reference counts a block has, which is one cluster. */
    int refcountsPerBlock() {
        return (int) ((long) clusterSize() * Byte.SIZE / refcountBits);
    }

    /** The largest reference count. */
    long maxRefcount() {
        return refcountBits == Long.SIZE ? Long.MAX_VALUE : (1L << refcountBits) - 1;
    }

    /** How many L1 entries a disk needs. */
    long l1Entries(long size) {
        return size / l2Span() + (size % l2Span() == 0 ? 0 : 1);
    }

    long clusters(long bytes) {
        return bytes / clusterSize() + (bytes % clusterSize() == 0 ? 0 : 1);
    }

    long clusterStart(long offset) {
        return offset & -clusterSize();
    }

    boolean isAligned(long offset) {
        return (offset & (clusterSize() - 1)) == 0;
    }

    /** How many bits of a compressed cluster's descriptor are its offset. */
    int compressedOffsetBits() {
        return 62 - (clusterBits - 8);
    }
}
