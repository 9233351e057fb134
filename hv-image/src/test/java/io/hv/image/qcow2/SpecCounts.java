package io.hv.image.qcow2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the specification wants of the reference counts of an image ("Host cluster management"), and what they are. */
final class SpecCounts {

    private final SpecImage image;
    private final int clusterSize;

    SpecCounts(SpecImage image) {
        this.image = image;
        clusterSize = image.clusterSize();
    }

    /** The count that is stored for a cluster. */
    long refcount(long cluster) {
        long perBlock = (long) clusterSize * 8 / image.refcountBits();
        long index = cluster / perBlock;
        if (index >= (long) image.refcountTableClusters() * clusterSize / 8) {
            return 0;
        }
        long block = image.word(image.refcountTableOffset() + index * 8);
        if (block == 0) {
            return 0;
        }
        // The bits of a count in a byte begin with the lowest; of one that has several bytes the first is the highest.
        long value = 0;
        long bit = cluster % perBlock * image.refcountBits();
        if (image.refcountBits() < 8) {
            return image.at(block + bit / 8) >>> bit % 8 & (1L << image.refcountBits()) - 1;
        }
        for (int i = 0; i < image.refcountBits() / 8; i++) {
            value = value << 8 | Byte.toUnsignedLong(image.at(block + bit / 8 + i));
        }
        return value;
    }

    /** How often each cluster is used, as the tables tell. */
    Map<Long, Integer> uses() {
        Map<Long, Integer> uses = new TreeMap<>();
        use(uses, 0, 1);
        use(uses, image.l1Offset(), image.l1Size() * 8L);
        use(uses, image.refcountTableOffset(), (long) image.refcountTableClusters() * clusterSize);
        for (int i = 0; i < image.refcountTableClusters() * clusterSize / 8; i++) {
            long block = image.word(image.refcountTableOffset() + i * 8L);
            use(uses, block, block == 0 ? 0 : 1);
        }
        walk(uses, image.l1Offset(), image.l1Size());
        long tableSize = 0;
        for (SpecImage.Saved each : image.snapshots()) {
            use(uses, each.l1Offset(), each.l1Size() * 8L);
            walk(uses, each.l1Offset(), each.l1Size());
            tableSize += each.entrySize();
        }
        use(uses, image.snapshotsOffset(), tableSize);
        return uses;
    }

    private void use(Map<Long, Integer> uses, long offset, long length) {
        for (long at = offset & -clusterSize; length > 0 && at < offset + length; at += clusterSize) {
            int unused = uses.merge(at / clusterSize, 1, Integer::sum);
        }
    }

    private void walk(Map<Long, Integer> uses, long l1, int size) {
        for (int i = 0; i < size; i++) {
            long l2 = image.word(l1 + i * 8L) & SpecImage.OFFSET;
            use(uses, l2, l2 == 0 ? 0 : 1);
            for (int j = 0; l2 != 0 && j < image.entriesPerTable(); j++) {
                SpecImage.Mapping entry = image.entry(l2, j);
                if (entry.isCompressed()) {
                    use(
                            uses,
                            image.compressedOffset(entry),
                            image.compressedEnd(entry) - image.compressedOffset(entry));
                } else if (entry.host() != 0 && !image.hasDataFile()) {
                    use(uses, entry.host(), 1);
                }
            }
        }
    }

    /** What is wrong with counts and with COPIED: empty in an image that is sound and leaks nothing. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<Long, Integer> uses = uses();
        long last = Math.max(
                image.length() / clusterSize + 1,
                uses.keySet().stream().mapToLong(each -> each).max().orElse(0));
        for (long cluster = 0; cluster <= last; cluster++) {
            long used = uses.getOrDefault(cluster, 0);
            if (refcount(cluster) != used) {
                problems.add("cluster " + cluster + " is used " + used + " times, counted " + refcount(cluster));
            }
        }
        for (int i = 0; i < image.l1Size(); i++) {
            long entry = image.word(image.l1Offset() + i * 8L);
            long l2 = entry & SpecImage.OFFSET;
            if (l2 == 0) {
                continue;
            }
            copied(problems, "L1 entry " + i, entry < 0, l2);
            for (int j = 0; j < image.entriesPerTable(); j++) {
                SpecImage.Mapping mapping = image.entry(l2, j);
                if (!mapping.isCompressed() && mapping.host() != 0 && !image.hasDataFile()) {
                    copied(problems, "L2 entry " + j + " of " + i, mapping.isCopied(), mapping.host());
                }
            }
        }
        return problems;
    }

    private void copied(List<String> problems, String what, boolean isCopied, long host) {
        if (isCopied != (refcount(host / clusterSize) == 1)) {
            problems.add(what + ": COPIED is " + isCopied);
        }
    }
}
