package io.hv.image.qcow2;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import io.hv.image.qcow2.PageCache.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * How often each cluster of the file is used ("Host cluster management"): a table of blocks of counts. A count of 1 to 4
 * bits shares its byte with its neighbours, the first in the low bits.
 */
final class Refcounts {

    private static final long OFFSET_MASK = -512;

    private final ImageFile file;
    private final Header header;
    private final Geometry geometry;
    private final PageCache cache;
    /** Offsets of blocks. */
    private long[] table;

    /** Which of them were found to be possible. */
    private final BitSet checked = new BitSet();

    /** All of them, once somebody writes. */
    private final Set<Long> blocks = new HashSet<>();

    private boolean tableIsDirty;
    private boolean tableHasMoved;

    Refcounts(ImageFile file, Header header, PageCache cache) {
        this.file = file;
        this.header = header;
        geometry = header.geometry();
        this.cache = cache;
        table = read();
    }

    private long[] read() {
        int bytes = header.refcountTableClusters << header.clusterBits;
        long[] entries = new long[bytes / Long.BYTES];
        file.read("refcount table", header.refcountTableOffset, bytes)
                .asLongBuffer()
                .get(entries);
        return entries;
    }

    /** How many clusters the table can tell of. */
    long reach() {
        return (long) table.length * geometry.refcountsPerBlock();
    }

    int tableLength() {
        return table.length;
    }

    /** Where a block lies; 0 for none. */
    long block(int index) {
        long entry = table[index];
        if (entry == 0 || checked.get(index)) {
            return entry;
        }
        long at = header.refcountTableOffset + (long) index * Long.BYTES;
        if ((entry & ~OFFSET_MASK) != 0 || !geometry.isAligned(entry) || entry < geometry.clusterSize()) {
            throw file.fault("refcount table entry", at, "0x" + Long.toHexString(entry) + " is no cluster");
        }
        if (entry < 0 || entry > file.size() - geometry.clusterSize()) {
            throw file.fault(
                    "refcount table entry", at, "0x" + Long.toHexString(entry) + " lies behind the end of the file");
        }
        if (isIn(entry, header.l1Offset, (long) header.l1Size * Long.BYTES)
                || isIn(entry, header.refcountTableOffset, (long) table.length * Long.BYTES)) {
            throw file.fault(
                    "refcount table entry", at, "0x" + Long.toHexString(entry) + " is a cluster of another table");
        }
        checked.set(index);
        return entry;
    }

    private static boolean isIn(long offset, long start, long length) {
        return offset >= start && offset < start + length;
    }

    /** Whether this cluster is a block of counts. After {@link #collectBlocks}. */
    boolean isBlock(long offset) {
        return offset != 0 && blocks.contains(offset);
    }

    /** Before anything is written. */
    void collectBlocks() {
        for (long each : table) {
            if (each != 0) {
                boolean unused = blocks.add(each);
            }
        }
    }

    /** The count of a cluster. */
    long get(long cluster) {
        long index = cluster / geometry.refcountsPerBlock();
        if (index >= table.length) {
            return 0;
        }
        long block = block((int) index);
        return block == 0 ? 0 : inBlock(block, (int) (cluster % geometry.refcountsPerBlock()));
    }

    private long inBlock(long block, int index) {
        int bits = geometry.refcountBits();
        if (bits < Byte.SIZE) {
            int bit = index * bits;
            long whole = cache.get(Kind.REFCOUNTS, block + bit / Byte.SIZE, 1);
            return whole >>> bit % Byte.SIZE & geometry.maxRefcount();
        }
        long value = cache.get(Kind.REFCOUNTS, block + (long) index * (bits / Byte.SIZE), bits / Byte.SIZE);
        return value < 0 ? Long.MAX_VALUE : value;
    }

    /** Sets the count of a cluster; makes the block where there is none. */
    void set(long cluster, long count) {
        makeRoom(cluster);
        int index = (int) (cluster / geometry.refcountsPerBlock());
        setInBlock(block(index), (int) (cluster % geometry.refcountsPerBlock()), count);
    }

    /** Makes the block for a cluster's count where there is none. The block may take that very cluster. */
    void makeRoom(long cluster) {
        int index = Math.toIntExact(cluster / geometry.refcountsPerBlock());
        if (index >= table.length) {
            grow(index);
        }
        if (block(index) == 0) {
            makeBlock(index);
        }
    }

    private void setInBlock(long block, int index, long count) {
        int bits = geometry.refcountBits();
        if (bits < Byte.SIZE) {
            int bit = index * bits;
            long at = block + bit / Byte.SIZE;
            int shift = bit % Byte.SIZE;
            long others = cache.get(Kind.REFCOUNTS, at, 1) & ~(geometry.maxRefcount() << shift);
            cache.set(Kind.REFCOUNTS, at, 1, others | count << shift);
        } else {
            cache.set(Kind.REFCOUNTS, block + (long) index * (bits / Byte.SIZE), bits / Byte.SIZE, count);
        }
    }

    /**
     * A block lies in the first cluster that it tells of, and so tells of itself: where there was no block no cluster was
     * in use.
     */
    private void makeBlock(int index) {
        long first = (long) index * geometry.refcountsPerBlock();
        requireFree(first << header.clusterBits);
        putBlock(index, first << header.clusterBits);
        setInBlock(table[index], 0, 1);
    }

    /** An image that is damaged may lack the block that tells of its own tables. */
    private void requireFree(long offset) {
        if (header.isTable(offset) || isBlock(offset)) {
            throw file.fault(
                    "refcount table",
                    header.refcountTableOffset,
                    "there is no block of counts for the cluster at " + offset
                            + ", which is one of the image's own tables: repair the image first");
        }
    }

    private void putBlock(int index, long offset) {
        cache.create(Kind.REFCOUNTS, offset, geometry.clusterSize());
        reserve(offset + geometry.clusterSize());
        table[index] = offset;
        boolean unused = blocks.add(offset);
        tableIsDirty = true;
    }

    private void reserve(long end) {
        if (file.size() < end) {
            file.resize(end);
        }
    }

    /**
     * More clusters in a row than lie between blocks that tell of themselves, with a count of 1. They lie where no cluster was
     * in use, behind the blocks that tell of them. Returns the first one.
     */
    long allocateBehind(int count) {
        int perBlock = geometry.refcountsPerBlock();
        int made = (count + perBlock - 2) / (perBlock - 1);
        int index = behindBlocks();
        while (index + made > table.length) {
            grow(table.length + made);
            index = behindBlocks();
        }
        long first = (long) index * perBlock;
        for (int i = 0; i < made; i++) {
            putBlock(index + i, (first + i) << header.clusterBits);
        }
        for (long cluster = first; cluster < first + made + count; cluster++) {
            setInBlock(table[(int) (cluster / perBlock)], (int) (cluster % perBlock), 1);
        }
        return first + made;
    }

    /** The index behind that of the last block. */
    private int behindBlocks() {
        int index = table.length;
        while (index > 0 && table[index - 1] == 0) {
            index--;
        }
        return index;
    }

    /**
     * A larger table, with the blocks that tell of it and of themselves, behind all that the old one could tell of. The old
     * one's clusters are free once the header names the new one; until then they keep their counts.
     */
    private void grow(int index) {
        int perBlock = geometry.refcountsPerBlock();
        long start = reach();
        int entriesPerCluster = geometry.clusterSize() / Long.BYTES;
        long wanted = Math.max(index + 1L, table.length * 3L / 2);
        long blocks = 0;
        long tableClusters = 0;
        for (boolean fits = false; !fits; ) {
            tableClusters = Math.max(1, (wanted + entriesPerCluster - 1) / entriesPerCluster);
            blocks = (tableClusters + blocks + perBlock - 1) / perBlock;
            long reached = (start + blocks + tableClusters + perBlock - 1) / perBlock;
            fits = blocks * perBlock >= blocks + tableClusters && tableClusters * entriesPerCluster >= reached;
            wanted = Math.max(wanted, reached);
        }
        if (tableClusters << header.clusterBits > Math.max(Header.MAX_REFCOUNT_TABLE_BYTES, geometry.clusterSize())) {
            throw file.fault(
                    "refcount_table_clusters",
                    Header.REFCOUNT_TABLE_CLUSTERS,
                    "the image is full: its table of reference counts would be larger than 8 MiB");
        }
        int old = table.length;
        long oldOffset = header.refcountTableOffset;
        int oldClusters = header.refcountTableClusters;
        table = Arrays.copyOf(table, Math.toIntExact(tableClusters * entriesPerCluster));
        header.refcountTableOffset = (start + blocks) << header.clusterBits;
        header.refcountTableClusters = Math.toIntExact(tableClusters);
        reserve(header.refcountTableOffset + (tableClusters << header.clusterBits));
        for (int i = 0; i < blocks; i++) {
            putBlock(old + i, (start + i) << header.clusterBits);
        }
        for (long i = 0; i < blocks + tableClusters; i++) {
            long cluster = start + i;
            setInBlock(table[(int) (cluster / perBlock)], (int) (cluster % perBlock), 1);
        }
        tableIsDirty = true;
        tableHasMoved = true;
        onMoved.freed(oldOffset, oldClusters);
    }

    /** Told of the clusters of a table that is replaced. */
    interface Moved {
        void freed(long offset, int clusters);
    }

    private Moved onMoved = (offset, clusters) -> {};

    void onMoved(Moved listener) {
        onMoved = listener;
    }

    /** Whether {@link #write} has anything to do. */
    boolean isDirty() {
        return tableIsDirty || tableHasMoved || cache.isDirty(Kind.REFCOUNTS);
    }

    /** Writes blocks, then the table, then where it is: a crash between leaves counts that are valid, or too high. */
    void write() {
        cache.write(Kind.REFCOUNTS);
        if (tableIsDirty) {
            file.force();
            ByteBuffer bytes = ByteBuffer.allocate(table.length * Long.BYTES);
            bytes.asLongBuffer().put(table);
            file.write("refcount table", header.refcountTableOffset, bytes);
            tableIsDirty = false;
        }
        if (tableHasMoved) {
            file.force();
            ByteBuffer fields = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
            fields.putLong(header.refcountTableOffset).putInt(header.refcountTableClusters);
            file.write("header", Header.REFCOUNT_TABLE_OFFSET, fields.flip());
            tableHasMoved = false;
        }
    }

    /** Takes a table that was written elsewhere, as the header has it now. */
    void reload() {
        for (long block : table) {
            if (block > 0) {
                cache.drop(geometry.clusterStart(block), geometry.clusterSize());
            }
        }
        table = read();
        checked.clear();
        blocks.clear();
        collectBlocks();
        tableIsDirty = false;
        tableHasMoved = false;
    }

    ImageException overflow(long cluster) {
        return file.fault(
                "refcount",
                cluster << header.clusterBits,
                "the cluster is used " + get(cluster) + " times, and refcount_bits = " + geometry.refcountBits()
                        + " has no room for more");
    }
}
