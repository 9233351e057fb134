package io.hv.image.qcow2;

import io.hv.InterruptedOperationException;
import io.hv.image.CheckReport;
import io.hv.image.ImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks all tables, counts what they use, and compares that with the counts in the image. Nothing of what was changed may be
 * waiting in the cache. Ends on every image: no table is walked twice from one L1 table.
 */
final class Check {

    private static final int MOST_FINDINGS = 1000;

    private final Metadata metadata;
    private final Geometry geometry;
    private final Counts counts;
    private final List<String> findings = new ArrayList<>();
    private long fileSize;
    private long corruptions;
    private long leaks;
    private long clusters;
    private boolean hasBadEntries;
    private boolean hasBadCounts;

    Check(Metadata metadata) {
        this.metadata = metadata;
        geometry = metadata.geometry;
        counts = new Counts(metadata.file);
    }

    CheckReport run() {
        fileSize = metadata.file.size();
        countAll();
        Set<Long> blocks = countRefcounts();
        compare(blocks);
        checkCopied();
        return new CheckReport(corruptions, leaks, clusters, findings);
    }

    /** What the tables use, without the counts' own clusters: they are to be made anew. */
    static Counts used(Metadata metadata) {
        Check check = new Check(metadata);
        check.fileSize = metadata.file.size();
        check.countAll();
        return check.counts;
    }

    /** Whether something points where nothing can be, so that it cannot be said what is used. */
    boolean hasBadEntries() {
        return hasBadEntries;
    }

    /** Whether counts are too low or cannot be found. */
    boolean hasBadCounts() {
        return hasBadCounts;
    }

    private void countAll() {
        Header header = metadata.header;
        range("header", 0, 1, 0);
        walk(metadata.tables.l1(), header.l1Offset, true);
        try {
            List<Snapshot> snapshots = new SnapshotTable(metadata).read();
            if (!snapshots.isEmpty()) {
                range("snapshots_offset", header.snapshotsOffset, SnapshotTable.size(snapshots), 0);
            }
            for (Snapshot each : snapshots) {
                walk(Tables.read(metadata.file, each.l1Offset, each.l1Size), each.l1Offset, false);
            }
            bitmaps();
        } catch (ImageException e) {
            badEntry(e.getMessage());
        }
    }

    private void walk(long[] l1, long offset, boolean active) {
        if (l1.length > 0) {
            range("L1 table", offset, (long) l1.length * Long.BYTES, offset);
        }
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < l1.length; i++) {
            if (l1[i] == 0) {
                continue;
            }
            long at = offset + (long) i * Long.BYTES;
            try {
                long l2 = metadata.tables.l2(l1[i], at);
                if (l2 == 0) {
                    continue;
                }
                if (!seen.add(l2)) {
                    badEntry("L1 entry at " + at + ": its L2 table has another entry already");
                    continue;
                }
                checkRunning();
                counts.add(l2 >>> metadata.header.clusterBits);
                walkL2(l2, active);
            } catch (ImageException e) {
                badEntry(e.getMessage());
            }
        }
    }

    private void walkL2(long table, boolean active) {
        ByteBuffer entries = metadata.file.read("L2 table", table, geometry.clusterSize());
        int step = geometry.l2EntrySize();
        for (int at = 0; at < entries.limit(); at += step) {
            long bits = entries.getLong(at);
            long bitmap = geometry.extendedL2() ? entries.getLong(at + Long.BYTES) : 0;
            if (bits == 0 && bitmap == 0) {
                continue;
            }
            Entry entry = new Entry(bits, bitmap);
            String fault = metadata.tables.fault(entry);
            if (!fault.isEmpty()) {
                badEntry("L2 entry at " + (table + at) + ": " + fault);
            } else if (entry.isCompressed()) {
                range(
                        "compressed cluster",
                        entry.compressedOffset(geometry),
                        entry.compressedLength(geometry),
                        table + at);
                clusters += active ? 1 : 0;
            } else if (metadata.header.has(Feature.DATA_FILE)) {
                clusters += active && entry.isAllocated(true) ? 1 : 0;
            } else if (entry.host() != 0) {
                range("L2 entry", entry.host(), 1, table + at);
                clusters += active ? 1 : 0;
            }
        }
    }

    /**
     * COPIED says that a cluster may be written in place. Where it is set and the count is too high only, it is right about
     * that, and the leak is told of.
     */
    private void checkCopied() {
        long[] l1 = metadata.tables.l1();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < l1.length; i++) {
            long l2 = l1[i] & Entry.OFFSET;
            long at = metadata.header.l1Offset + (long) i * Long.BYTES;
            if (l2 == 0 || !geometry.isAligned(l2) || l2 > fileSize - geometry.clusterSize() || !seen.add(l2)) {
                continue;
            }
            checkRunning();
            copied("L1 entry", at, l1[i], l2);
            if (!metadata.header.has(Feature.DATA_FILE)) {
                checkCopied(l2);
            }
        }
    }

    private void checkCopied(long l2) {
        ByteBuffer entries = metadata.file.read("L2 table", l2, geometry.clusterSize());
        for (int j = 0; j < entries.limit(); j += geometry.l2EntrySize()) {
            Entry entry = new Entry(entries.getLong(j), 0);
            if (!entry.isCompressed() && entry.host() != 0) {
                copied("L2 entry", l2 + j, entry.bits(), entry.host());
            }
        }
    }

    private void copied(String what, long at, long entry, long host) {
        long cluster = host >>> metadata.header.clusterBits;
        long used = counts.get(cluster);
        if ((entry & Entry.COPIED) != 0 ? used > 1 : used == 1 && stored(cluster) == 1) {
            badCount(what + " at " + at + ": COPIED is wrong for a cluster that is used " + used + " times");
        }
    }

    private void bitmaps() {
        Bitmaps bitmaps = new Bitmaps(metadata);
        if (!bitmaps.areThere()) {
            return;
        }
        bitmaps.forEach(bitmap -> {
            long bytes = Integer.toUnsignedLong(bitmap.tableSize()) * Long.BYTES;
            long offset = bitmap.tableOffset();
            if (!geometry.isAligned(offset) || offset < 0 || offset > fileSize - bytes || bytes > Header.MAX_L1_BYTES) {
                badEntry("bitmap directory at " + bitmap.entryOffset() + ": its table is not in the file");
                return;
            }
            if (bytes > 0) {
                range("bitmap table", offset, bytes, bitmap.entryOffset());
            }
            ByteBuffer entries = metadata.file.read("bitmap table", offset, (int) bytes);
            for (int at = 0; at < entries.limit(); at += Long.BYTES) {
                long host = entries.getLong(at) & Entry.OFFSET;
                if (host != 0) {
                    range("bitmap table entry", host, 1, offset + at);
                }
            }
        });
        range("bitmap directory", bitmaps.directoryOffset(), bitmaps.directorySize(), 0);
    }

    private void range(String what, long offset, long length, long entryAt) {
        if (!what.equals("compressed cluster") && offset >= fileSize) {
            badEntry(what + " at " + entryAt + ": 0x" + Long.toHexString(offset) + " lies behind the end of the file");
            return;
        }
        for (long at = geometry.clusterStart(offset); at < offset + length; at += geometry.clusterSize()) {
            counts.add(at >>> metadata.header.clusterBits);
        }
    }

    private Set<Long> countRefcounts() {
        Header header = metadata.header;
        range(
                "refcount table",
                header.refcountTableOffset,
                (long) header.refcountTableClusters << header.clusterBits,
                0);
        Set<Long> blocks = new HashSet<>();
        for (int i = 0; i < metadata.refcounts.tableLength(); i++) {
            try {
                long block = metadata.refcounts.block(i);
                if (block != 0) {
                    if (!blocks.add(block)) {
                        badCount("refcount table entry " + i + ": its block has another entry already");
                    }
                    counts.add(block >>> header.clusterBits);
                }
            } catch (ImageException e) {
                badCount(String.valueOf(e.getMessage()));
            }
        }
        return blocks;
    }

    private void compare(Set<Long> blocks) {
        int perBlock = geometry.refcountsPerBlock();
        Set<Long> compared = new HashSet<>();
        for (int i = 0; i < metadata.refcounts.tableLength(); i++) {
            long block = safeBlock(i);
            if (!blocks.contains(block) || !compared.add(block)) {
                continue;
            }
            checkRunning();
            ByteBuffer bytes = metadata.file.read("refcount block", block, geometry.clusterSize());
            long first = (long) i * perBlock;
            int perLong = Long.SIZE / Math.min(Long.SIZE, geometry.refcountBits());
            for (int at = 0; at < perBlock; at += perLong) {
                if (bytes.getLong(at / perLong * Long.BYTES) != 0) {
                    for (int j = at; j < at + perLong; j++) {
                        compare(first + j, metadata.refcounts.get(first + j));
                    }
                }
            }
        }
        for (Map.Entry<Long, int[]> chunk : counts.chunks().entrySet()) {
            for (int j = 0; j < Counts.CHUNK; j++) {
                if (chunk.getValue()[j] > 0) {
                    missing(chunk.getKey() * Counts.CHUNK + j, chunk.getValue()[j]);
                }
            }
        }
    }

    private long safeBlock(int index) {
        try {
            return metadata.refcounts.block(index);
        } catch (ImageException e) {
            // It has been told of.
            return 0;
        }
    }

    private void compare(long cluster, long stored) {
        long used = counts.get(cluster);
        if (stored > used) {
            leaks++;
            finding("cluster " + cluster + ": counted " + stored + " times and used " + used + " times: leaked");
        }
    }

    /** Counts that are too low; also of clusters for which there is no block. */
    private void missing(long cluster, int used) {
        long stored = stored(cluster);
        if (stored < used) {
            badCount("cluster " + cluster + ": used " + used + " times and counted " + stored + " times");
        }
    }

    private long stored(long cluster) {
        try {
            return metadata.refcounts.get(cluster);
        } catch (ImageException e) {
            // Its block has been told of.
            return 0;
        }
    }

    private void badEntry(@org.jspecify.annotations.Nullable String what) {
        corruptions++;
        hasBadEntries = true;
        finding(String.valueOf(what));
    }

    private void badCount(String what) {
        corruptions++;
        hasBadCounts = true;
        finding(what);
    }

    private void finding(String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(what);
        }
    }

    private void checkRunning() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedOperationException("check of " + metadata.file.path());
        }
    }
}
