package io.hv.image.qcow2;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import io.hv.image.qcow2.PageCache.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * All of an image's tables, and the order in which they are written. At every moment that a crash can leave on the disk,
 * what is pointed to is there and is counted; counts may be too high.
 *
 * <ol>
 *   <li>bytes of the disk, at once, into clusters that nothing on the disk points to
 *   <li>counts that went up; force
 *   <li>L2 tables; force; the L1 table and the header, which point to them; force
 *   <li>counts that go down
 * </ol>
 */
final class Metadata {

    final ImageFile file;
    final ImageFile data;
    final Header header;
    final Geometry geometry;
    final PageCache cache;
    final Refcounts refcounts;
    final Allocator allocator;
    final Tables tables;
    private boolean headerIsDirty;
    private boolean begun;

    Metadata(ImageFile file, ImageFile data, Header header, int cacheBytes) {
        this.file = file;
        this.data = data;
        this.header = header;
        geometry = header.geometry();
        cache = new PageCache(file, geometry.clusterSize(), cacheBytes);
        refcounts = new Refcounts(file, header, cache);
        allocator = new Allocator(file, header, refcounts, cache);
        tables = new Tables(file, header, cache, allocator);
    }

    void headerChanged() {
        headerIsDirty = true;
    }

    /** Whether {@link #begin} is behind us. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * Before the first change since the image was opened: others' auto-clear features are cleared, and bitmaps are marked
     * as being in use, by which everybody sees that they missed what is written from now on.
     */
    void begin() {
        if (begun) {
            return;
        }
        if (header.has(Feature.CORRUPT)) {
            throw corrupt();
        }
        beginRepair();
    }

    /** The same for who mends what it is marked for. */
    void beginRepair() {
        checkHeader();
        refcounts.collectBlocks();
        if (header.version > 2) {
            new Bitmaps(this).markInUse();
            long kept = header.autoclear & Feature.KNOWN_AUTOCLEAR;
            if (kept != header.autoclear) {
                header.autoclear = kept;
                headerIsDirty = true;
                writeBack();
            }
        }
        begun = true;
    }

    /** An image may have filled its first cluster so that the end of the extensions has no room there any more. */
    void checkHeader() {
        if (header.encodedSize() > geometry.clusterSize()) {
            throw file.fault("header", 0, "it fills the first cluster, and cannot be written anew there");
        }
    }

    /** What keeps it from being written. */
    ImageException corrupt() {
        return file.fault(
                "incompatible_features", Header.INCOMPATIBLE, "the image is marked as corrupt: repair it first");
    }

    /** What was changed reaches the disk. */
    void writeBack() {
        writeButKeep();
        if (allocator.hasFreed()) {
            allocator.settle();
            refcounts.write();
        }
    }

    /** The same, but that what was given back is still counted. */
    void writeButKeep() {
        boolean dirty = refcounts.isDirty() || tables.isDirty() || headerIsDirty || allocator.hasFreed();
        if (refcounts.isDirty()) {
            refcounts.write();
        }
        force();
        if (!dirty) {
            return;
        }
        if (tables.isDirty()) {
            cache.write(Kind.L2);
            if (tables.isL1Dirty()) {
                file.force();
                tables.writeL1();
            }
        }
        if (headerIsDirty) {
            file.force();
            file.write("header", 0, header.encode());
            headerIsDirty = false;
        }
        file.force();
    }

    private void force() {
        file.force();
        if (data != file) {
            data.force();
        }
    }

    /** Not more is kept in memory than there is room for. */
    void relieve() {
        if (cache.isFull()) {
            writeBack();
        }
    }

    /** Adds to the counts of all that an L1 table reaches, its L2 tables and their clusters; the table itself is not meant. */
    void count(long[] l1, long at, boolean more) {
        if (more) {
            checkRoom(l1, at);
        }
        for (int i = 0; i < l1.length; i++) {
            long l2 = tables.l2(l1[i], at + (long) i * Long.BYTES);
            if (l2 == 0) {
                continue;
            }
            for (int j = 0; j < geometry.l2Entries(); j++) {
                Entry entry = tables.entry(l2, j);
                if (entry.isCompressed()) {
                    count(entry.compressedOffset(geometry), entry.compressedLength(geometry), more);
                } else if (entry.host() != 0) {
                    count(entry.host(), 1, more);
                }
            }
            count(l2, 1, more);
            relieveCounts();
        }
    }

    /** Counts that are too high do no harm, so that they may be written at any time; those that go down wait. */
    private void relieveCounts() {
        if (cache.isFull()) {
            refcounts.write();
            file.force();
        }
    }

    private void count(long offset, long length, boolean more) {
        if (!more) {
            allocator.free(offset, length);
            return;
        }
        for (long at = geometry.clusterStart(offset); at < offset + length; at += geometry.clusterSize()) {
            allocator.use(at);
        }
    }

    /** Nothing is changed where a count would have no room. A compressed cluster's may go up several times. */
    private void checkRoom(long[] l1, long at) {
        Map<Long, Integer> compressed = new HashMap<>();
        for (int i = 0; i < l1.length; i++) {
            long l2 = tables.l2(l1[i], at + (long) i * Long.BYTES);
            for (int j = 0; l2 != 0 && j < geometry.l2Entries(); j++) {
                Entry entry = tables.entry(l2, j);
                if (entry.isCompressed()) {
                    long end = entry.compressedOffset(geometry) + entry.compressedLength(geometry);
                    for (long cluster = geometry.clusterStart(entry.compressedOffset(geometry));
                            cluster < end;
                            cluster += geometry.clusterSize()) {
                        checkRoom(cluster, compressed.merge(cluster, 1, Integer::sum));
                    }
                } else if (entry.host() != 0) {
                    checkRoom(entry.host(), 1);
                }
            }
            if (l2 != 0) {
                checkRoom(l2, 1);
            }
        }
    }

    private void checkRoom(long cluster, int more) {
        long count = refcounts.get(cluster >>> header.clusterBits);
        allocator.requireCounted(cluster >>> header.clusterBits, count);
        if (count > geometry.maxRefcount() - more) {
            throw refcounts.overflow(cluster >>> header.clusterBits);
        }
    }

    /** Sets COPIED in the active tables where a count is 1, or will be once what was given back is; and nowhere else. */
    void markCopied() {
        Counts freed = allocator.freed();
        long[] l1 = tables.l1();
        for (int i = 0; i < l1.length; i++) {
            long l2 = tables.l2(l1[i], header.l1Offset + (long) i * Long.BYTES);
            if (l2 == 0) {
                continue;
            }
            for (int j = 0; j < geometry.l2Entries(); j++) {
                Entry entry = tables.entry(l2, j);
                if (!entry.isCompressed() && entry.host() != 0) {
                    long bits = marked(freed, entry.bits(), entry.host());
                    if (bits != entry.bits()) {
                        tables.set(l2, j, new Entry(bits, entry.bitmap()));
                    }
                }
            }
            long marked = marked(freed, l1[i], l2);
            if (marked != l1[i]) {
                tables.setL1(i, marked);
            }
            if (cache.isFull()) {
                writeButKeep();
            }
        }
    }

    private long marked(Counts freed, long entry, long host) {
        long cluster = host >>> header.clusterBits;
        return refcounts.get(cluster) - freed.get(cluster) == 1 ? entry | Entry.COPIED : entry & ~Entry.COPIED;
    }
}
