package io.hv.image.qcow2;

import io.hv.image.Extent;
import java.nio.ByteBuffer;

/**
 * Changes the disk's bytes and what the tables say of them. A cluster that others use too, and one that is compressed, is
 * never written in place: its bytes go into another, and its count goes down. The disk's lock is held by whoever calls,
 * alone but for {@link #writeInPlace}.
 */
final class Writer {

    private static final String DATA = "data";
    private static final int SECTOR = 512;
    /** Others wait as long as that takes. */
    private static final int MOST_AT_ONCE = 2 << 20;

    private final Metadata metadata;
    private final Reader reader;
    private final Geometry geometry;
    private final boolean dataFile;
    private final boolean rawDataFile;
    /** Where the next compressed cluster may go, behind the last one; at a cluster's start there is no such place. */
    private long compressedTail;

    Writer(Metadata metadata, Reader reader) {
        this.metadata = metadata;
        this.reader = reader;
        geometry = metadata.geometry;
        dataFile = metadata.header.has(Feature.DATA_FILE);
        rawDataFile = dataFile && (metadata.header.autoclear & Feature.RAW_DATA_FILE) != 0;
    }

    Compressed compressed() {
        return reader.compressed();
    }

    boolean hasBacking() {
        return reader.hasBacking();
    }

    /** Writes where no table has to change. Returns how many bytes; 0 where one has to. */
    int writeInPlace(long offset, ByteBuffer from) {
        if (!metadata.hasBegun()) {
            return 0;
        }
        Reader.Run run = reader.run(offset, from.remaining());
        if (run.kind() != Extent.Kind.DATA || !run.entry().isCopied()) {
            return 0;
        }
        check(run.host(), run.length());
        int limit = from.limit();
        from.limit(from.position() + (int) run.length());
        metadata.data.write(DATA, run.host(), from);
        from.limit(limit);
        return (int) run.length();
    }

    /** A damaged image may point anywhere. */
    private void check(long host, long length) {
        if (dataFile) {
            return;
        }
        for (long at = geometry.clusterStart(host); at < host + length; at += geometry.clusterSize()) {
            metadata.allocator.checkWritable("L2 entry", at);
        }
        if (!metadata.tables.isInFile(geometry.clusterStart(host + length - 1))) {
            throw metadata.file.fault("L2 entry", host, "the cluster lies behind the end of the file");
        }
    }

    /** Writes what lies in one cluster, or several of which nothing is there. Returns how many bytes that was. */
    int write(long offset, ByteBuffer from) {
        metadata.begin();
        metadata.relieve();
        int clusters = newClusters(offset, from.remaining());
        return clusters > 1 ? writeNew(offset, clusters, from) : writeCluster(offset, from);
    }

    /** How many whole clusters a range begins with of which the tables say nothing; within one L2 table, and not too many. */
    private int newClusters(long offset, int length) {
        int most = geometry.isAligned(offset) ? Math.min(length, MOST_AT_ONCE) / geometry.clusterSize() : 0;
        int count = 0;
        for (long at = offset; count < most; at += geometry.clusterSize()) {
            boolean otherTable = at > offset && at % geometry.l2Span() == 0;
            if (otherTable || !metadata.tables.entry(at).equals(Entry.NONE)) {
                break;
            }
            count++;
        }
        return count;
    }

    /** As many of these clusters as have room in a row, at once. */
    private int writeNew(long offset, int clusters, ByteBuffer from) {
        int size = geometry.clusterSize();
        long host = allocate(offset);
        int count = dataFile ? clusters : 1;
        int done = 0;
        try {
            count += metadata.allocator.allocateBehind(host, clusters - count);
            ByteBuffer bytes = from.slice(from.position(), count * size);
            metadata.data.write(DATA, host, bytes);
            while (done < count) {
                Entry entry = new Entry(host + (long) done * size | Entry.COPIED, 0);
                metadata.tables.set(offset + (long) done * size, entry.withData(geometry, mask(0, size)));
                done++;
            }
        } catch (RuntimeException e) {
            if (!dataFile) {
                metadata.allocator.free(host + (long) done * size, (long) (count - done) * size);
            }
            throw e;
        }
        from.position(from.position() + count * size);
        return count * size;
    }

    private int writeCluster(long offset, ByteBuffer from) {
        int skip = (int) (offset % geometry.clusterSize());
        int length = Math.min(from.remaining(), geometry.clusterSize() - skip);
        Entry old = metadata.tables.entry(offset);
        boolean whole = old.isCompressed();
        int unit = whole ? geometry.clusterSize() : geometry.subclusterSize();
        int start = skip / unit * unit;
        int end = (skip + length + unit - 1) / unit * unit;
        ByteBuffer bytes = filled(offset - skip, start, end, skip, from, length);
        boolean inPlace = old.isAllocated(dataFile) && (old.isCopied() || dataFile);
        long host = inPlace ? old.host() : allocate(offset - skip);
        try {
            if (inPlace) {
                check(host + start, end - start);
            } else {
                copyOthers(offset - skip, old, host, start, end);
            }
            metadata.data.write(DATA, host + start, bytes);
            Entry base = new Entry(host | Entry.COPIED, whole ? 0 : old.bitmap());
            metadata.tables.set(offset, base.withData(geometry, mask(start, end)));
        } catch (RuntimeException e) {
            if (!inPlace && !dataFile) {
                metadata.allocator.free(host, 1);
            }
            throw e;
        }
        if (!inPlace) {
            free(old);
        }
        return length;
    }

    private long allocate(long guest) {
        return dataFile ? guest : metadata.allocator.allocate(1);
    }

    /** What is to be written of a cluster, from {@code start} to {@code end} in it, with what was there at both ends. */
    private ByteBuffer filled(long cluster, int start, int end, int skip, ByteBuffer from, int length) {
        if (start == skip && end == skip + length) {
            ByteBuffer slice = from.slice(from.position(), length);
            from.position(from.position() + length);
            return slice;
        }
        ByteBuffer bytes = ByteBuffer.allocate(end - start);
        reader.read(cluster + start, bytes.limit(skip - start));
        int limit = from.limit();
        bytes.limit(end - start).put(from.limit(from.position() + length));
        from.limit(limit);
        reader.read(cluster + skip + length, bytes);
        return bytes.flip();
    }

    /** Subclusters that are not written take their bytes along to the new cluster. */
    private void copyOthers(long cluster, Entry old, long host, int start, int end) {
        int size = geometry.subclusterSize();
        for (int i = 0; i < geometry.subclusters(); i++) {
            int at = i * size;
            if ((at < start || at >= end) && old.kind(geometry, dataFile, i) == Extent.Kind.DATA) {
                ByteBuffer bytes = ByteBuffer.allocate(size);
                reader.read(cluster + at, bytes);
                metadata.data.write(DATA, host + at, bytes.flip());
            }
        }
    }

    private long mask(int start, int end) {
        int first = start / geometry.subclusterSize();
        int count = (end - start) / geometry.subclusterSize();
        return ((1L << count) - 1) << first;
    }

    private void free(Entry old) {
        if (old.isCompressed()) {
            metadata.allocator.free(old.compressedOffset(geometry), old.compressedLength(geometry));
            compressedGone();
        } else if (old.host() != 0 && !dataFile) {
            metadata.allocator.free(old.host(), 1);
        }
    }

    /** Some compressed cluster is gone, or counts were made anew. */
    void compressedGone() {
        compressedTail = 0;
        compressed().forget();
    }

    private void replace(long offset, Entry old, Entry next) {
        metadata.tables.set(offset, next);
        free(old);
    }

    /** Of one cluster. */
    void zero(long offset, long length) {
        if (!metadata.tables.hasL2(offset) && !hasBacking() && !rawDataFile) {
            return;
        }
        metadata.begin();
        metadata.relieve();
        if (readsAsZeros(offset, length)) {
            return;
        }
        Entry old = metadata.tables.entry(offset);
        boolean canMark = !rawDataFile && (geometry.version() > 2 || !hasBacking());
        if (canMark && isWhole(offset, length)) {
            replace(offset, old, zeros());
        } else if (canMark
                && geometry.extendedL2()
                && !old.isCompressed()
                && isWholeSubclusters(offset, length)
                && (old.isCopied() || !old.isAllocated(dataFile))) {
            int start = (int) (offset % geometry.clusterSize());
            int end = (int) (start + length + geometry.subclusterSize() - 1)
                    / geometry.subclusterSize()
                    * geometry.subclusterSize();
            metadata.tables.set(offset, old.withZeros(mask(start, end)));
        } else {
            int unused = writeCluster(offset, ByteBuffer.allocate((int) length));
        }
    }

    private boolean readsAsZeros(long offset, long length) {
        long at = offset;
        while (at < offset + length) {
            Reader.Run run = reader.run(at, offset + length - at);
            if (run.kind() != Extent.Kind.ZERO && (run.kind() != Extent.Kind.ABSENT || hasBacking())) {
                return false;
            }
            at += run.length();
        }
        return !rawDataFile;
    }

    /** A cluster of which nothing is kept but that it reads as zeros. */
    private Entry zeros() {
        if (!hasBacking()) {
            return Entry.NONE;
        }
        return geometry.extendedL2() ? Entry.NONE.withZeros(Entry.ALL) : new Entry(Entry.ZERO, 0);
    }

    private boolean isWhole(long offset, long length) {
        return geometry.isAligned(offset)
                && (length == geometry.clusterSize() || offset + length == metadata.header.size);
    }

    private boolean isWholeSubclusters(long offset, long length) {
        return offset % geometry.subclusterSize() == 0
                && (length % geometry.subclusterSize() == 0 || offset + length == metadata.header.size);
    }

    /** Of one cluster; of less than one nothing is done. */
    void discard(long offset, long length) {
        if (!isWhole(offset, length)
                || rawDataFile
                || (geometry.version() == 2 && hasBacking())
                || (!metadata.tables.hasL2(offset) && !hasBacking())) {
            return;
        }
        metadata.begin();
        metadata.relieve();
        Entry old = metadata.tables.entry(offset);
        if (!old.equals(zeros())) {
            replace(offset, old, zeros());
        }
    }

    /** What the image has of a cluster is gone. */
    void forget(long offset) {
        metadata.begin();
        metadata.relieve();
        Entry old = metadata.tables.entry(offset);
        if (!old.equals(Entry.NONE)) {
            replace(offset, old, Entry.NONE);
        }
    }

    /** Puts compressed bytes behind those before them, to the end of a sector. */
    void writeCompressed(long offset, byte[] bytes) {
        metadata.begin();
        metadata.relieve();
        Entry old = metadata.tables.entry(offset);
        long at = placeFor(bytes.length);
        int padded = (int) ((at + bytes.length + SECTOR - 1) / SECTOR * SECTOR - at);
        ByteBuffer out = ByteBuffer.allocate(padded).put(bytes).clear();
        metadata.file.write("compressed cluster", at, out);
        metadata.tables.set(offset, Entry.compressed(geometry, at, bytes.length));
        free(old);
    }

    /** A host cluster has as many users as compressed clusters touch it. */
    private long placeFor(int length) {
        long room = -compressedTail & geometry.clusterSize() - 1;
        boolean canShare = room > 0 && metadata.allocator.canBeUsedMore(compressedTail);
        long at;
        if (canShare && length <= room) {
            at = compressedTail;
            metadata.allocator.use(at);
        } else {
            long cluster = metadata.allocator.allocate(1);
            at = cluster;
            if (canShare && cluster == compressedTail + room) {
                at = compressedTail;
                metadata.allocator.use(at);
            }
        }
        compressedTail = at + length;
        return at;
    }
}
