package io.hv.image.qcow2;

import io.hv.image.file.ImageFile;
import io.hv.image.qcow2.PageCache.Kind;
import java.nio.ByteBuffer;

/** The L1 table, in memory, and the L2 tables below it. What they say is checked when it is looked at. */
final class Tables {

    private static final long L1_RESERVED = ~(Entry.OFFSET | Entry.COPIED);
    /** Bits 1 to 8 and 56 to 61 of a standard entry. */
    private static final long L2_RESERVED = 0x3f000000000001feL;

    private final ImageFile file;
    private final Header header;
    private final Geometry geometry;
    private final PageCache cache;
    private final Allocator allocator;
    private final boolean dataFile;
    private long[] l1;
    private boolean l1IsDirty;
    private volatile long knownSize;

    Tables(ImageFile file, Header header, PageCache cache, Allocator allocator) {
        this.file = file;
        this.header = header;
        this.cache = cache;
        this.allocator = allocator;
        geometry = header.geometry();
        dataFile = header.has(Feature.DATA_FILE);
        l1 = read(file, header.l1Offset, header.l1Size);
    }

    static long[] read(ImageFile file, long offset, int size) {
        long[] entries = new long[size];
        if (size > 0) {
            file.read("L1 table", offset, size * Long.BYTES).asLongBuffer().get(entries);
        }
        return entries;
    }

    /** The table as it is; not to be changed. */
    long[] l1() {
        return l1;
    }

    private int l1Index(long offset) {
        return (int) (offset / geometry.l2Span());
    }

    /** The L2 table of an entry of any L1 table; 0 for none. */
    long l2(long l1Entry, long l1EntryAt) {
        long table = l1Entry & Entry.OFFSET;
        if ((l1Entry & L1_RESERVED) != 0) {
            throw file.fault("L1 entry", l1EntryAt, "0x" + Long.toHexString(l1Entry) + " has reserved bits set");
        }
        if (table == 0) {
            return 0;
        }
        if (!geometry.isAligned(table) || allocator.isMetadata(table)) {
            throw file.fault("L1 entry", l1EntryAt, "0x" + Long.toHexString(table) + " is no cluster for an L2 table");
        }
        if (table > size(table) - geometry.clusterSize()) {
            throw file.fault(
                    "L1 entry", l1EntryAt, "0x" + Long.toHexString(table) + " lies behind the end of the file");
        }
        return table;
    }

    /** Of the file; looked up only where what is known is too small. */
    private long size(long atLeast) {
        if (knownSize < atLeast + geometry.clusterSize()) {
            knownSize = file.size();
        }
        return knownSize;
    }

    /** Whether a cluster of the file begins in it, or where it ends. */
    boolean isInFile(long offset) {
        return offset <= size(offset);
    }

    private long l2Of(long offset) {
        int index = l1Index(offset);
        return l2(l1[index], header.l1Offset + (long) index * Long.BYTES);
    }

    boolean hasL2(long offset) {
        return l1[l1Index(offset)] != 0;
    }

    /** What is known of the cluster of the disk at an offset. */
    Entry entry(long offset) {
        long table = l2Of(offset);
        return table == 0 ? Entry.NONE : entry(table, indexInL2(offset));
    }

    int indexInL2(long offset) {
        return (int) (offset % geometry.l2Span() >>> geometry.clusterBits());
    }

    long entryOffset(long table, int index) {
        return table + (long) index * geometry.l2EntrySize();
    }

    /** An entry of any L2 table, not checked. */
    Entry unchecked(long table, int index) {
        long at = entryOffset(table, index);
        long bits = cache.get(Kind.L2, at, Long.BYTES);
        return new Entry(bits, geometry.extendedL2() ? cache.get(Kind.L2, at + Long.BYTES, Long.BYTES) : 0);
    }

    /** An entry of any L2 table. */
    Entry entry(long table, int index) {
        Entry entry = unchecked(table, index);
        String fault = fault(entry);
        if (!fault.isEmpty()) {
            throw file.fault("L2 entry", entryOffset(table, index), fault);
        }
        return entry;
    }

    /** What is wrong with an entry; empty for nothing. */
    String fault(Entry entry) {
        if (entry.isCompressed()) {
            return compressedFault(entry);
        }
        String shown = "0x" + Long.toHexString(entry.bits());
        if ((entry.bits() & (geometry.version() > 2 && !geometry.extendedL2() ? L2_RESERVED : L2_RESERVED | 1)) != 0) {
            return shown + " has reserved bits set";
        }
        if (!geometry.isAligned(entry.host())) {
            return shown + ": its offset is not that of a cluster";
        }
        if (!dataFile && entry.host() != 0 && entry.host() < geometry.clusterSize()) {
            return shown + ": its offset is the header's";
        }
        long both = entry.bitmap() & entry.bitmap() >>> Integer.SIZE & Entry.ALL;
        if (both != 0) {
            return "subclusters 0x" + Long.toHexString(both) + " are both allocated and zeros";
        }
        if ((entry.bitmap() & Entry.ALL) != 0 && !entry.isAllocated(dataFile)) {
            return "subclusters are allocated, and the cluster is not";
        }
        return "";
    }

    private String compressedFault(Entry entry) {
        String shown = "0x" + Long.toHexString(entry.bits());
        if (dataFile) {
            return shown + ": a compressed cluster, in an image with a data file";
        }
        if (entry.isCopied() || entry.bitmap() != 0) {
            return shown + ": a compressed cluster, marked as another kind too";
        }
        long offset = entry.compressedOffset(geometry);
        if (offset < geometry.clusterSize() || offset >= size(offset)) {
            return shown + ": a compressed cluster that is not in the file";
        }
        return "";
    }

    /** Changes an entry, in an L2 table that is the active disk's alone: one is made or copied where there is none. */
    void set(long offset, Entry entry) {
        set(ownL2(offset), indexInL2(offset), entry);
    }

    void set(long table, int index, Entry entry) {
        long at = entryOffset(table, index);
        cache.set(Kind.L2, at, Long.BYTES, entry.bits());
        if (geometry.extendedL2()) {
            cache.set(Kind.L2, at + Long.BYTES, Long.BYTES, entry.bitmap());
        }
    }

    private long ownL2(long offset) {
        int index = l1Index(offset);
        long old = l2Of(offset);
        if (old != 0 && (l1[index] & Entry.COPIED) != 0) {
            allocator.checkWritable("L2 table", old);
            return old;
        }
        long made = allocator.allocate(1);
        if (file.size() < made + geometry.clusterSize()) {
            file.resize(made + geometry.clusterSize());
        }
        cache.create(Kind.L2, made, geometry.clusterSize());
        if (old != 0) {
            for (int at = 0; at < geometry.clusterSize(); at += Long.BYTES) {
                cache.set(Kind.L2, made + at, Long.BYTES, cache.get(Kind.L2, old + at, Long.BYTES));
            }
            allocator.free(old, 1);
        }
        setL1(index, made | Entry.COPIED);
        return made;
    }

    void setL1(int index, long entry) {
        l1[index] = entry;
        l1IsDirty = true;
    }

    boolean isDirty() {
        return l1IsDirty || cache.isDirty(Kind.L2);
    }

    boolean isL1Dirty() {
        return l1IsDirty;
    }

    void writeL1() {
        if (l1IsDirty) {
            writeL1(header.l1Offset, l1);
            l1IsDirty = false;
        }
    }

    void writeL1(long offset, long[] entries) {
        ByteBuffer bytes = ByteBuffer.allocate(
                (int) geometry.clusters((long) entries.length * Long.BYTES) << geometry.clusterBits());
        bytes.asLongBuffer().put(entries);
        file.write("L1 table", offset, bytes);
    }

    /** Another table in place of this one, which the header will name. It has been written. */
    void replaceL1(long[] entries) {
        l1 = entries;
        l1IsDirty = false;
    }
}
