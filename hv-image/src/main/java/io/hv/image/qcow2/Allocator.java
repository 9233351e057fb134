package io.hv.image.qcow2;

import io.hv.image.file.ImageFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds free clusters and gives them back. What is given back keeps its count, and so its bytes, until nothing on the disk
 * points to it any more: {@link #settle} is called then.
 */
final class Allocator {

    /** Clusters in a row that are to be given back. */
    record Freed(long first, int count) {}

    private final ImageFile file;
    private final Header header;
    private final Geometry geometry;
    private final Refcounts refcounts;
    private final PageCache cache;
    private final Deque<Freed> freed = new ArrayDeque<>();
    /** No cluster before this is free. */
    private long hint;

    Allocator(ImageFile file, Header header, Refcounts refcounts, PageCache cache) {
        this.file = file;
        this.header = header;
        this.refcounts = refcounts;
        this.cache = cache;
        geometry = header.geometry();
        refcounts.onMoved((offset, clusters) -> freed.add(new Freed(offset >>> header.clusterBits, clusters)));
    }

    /** So many clusters in a row, with a count of 1. Returns where they begin. */
    long allocate(int count) {
        if (count == 1) {
            return one();
        }
        if (count >= geometry.refcountsPerBlock()) {
            return refcounts.allocateBehind(count) << header.clusterBits;
        }
        long first = hint;
        while (true) {
            int found = 0;
            while (found < count && refcounts.get(first + found) == 0) {
                found++;
            }
            if (found < count) {
                first += Math.max(1, found);
                continue;
            }
            take(first, count);
            // A block of counts may have come to lie among them: it has a count now, and the search goes on behind it.
            if (areOurs(first, count)) {
                return first << header.clusterBits;
            }
        }
    }

    /** Takes clusters behind one that was just taken, as many as are free. Returns how many. */
    int allocateBehind(long cluster, int most) {
        long first = (cluster >>> header.clusterBits) + 1;
        int count = 0;
        while (count < most && hint == first + count && refcounts.get(hint) == 0) {
            guard(hint);
            refcounts.makeRoom(hint);
            // A block of counts may have come to lie there.
            if (refcounts.get(hint) == 0) {
                refcounts.set(hint, 1);
                hint++;
                count++;
            }
        }
        return count;
    }

    private long one() {
        while (true) {
            while (refcounts.get(hint) != 0) {
                hint++;
            }
            long cluster = hint++;
            guard(cluster);
            refcounts.makeRoom(cluster);
            if (refcounts.get(cluster) == 0) {
                refcounts.set(cluster, 1);
                return cluster << header.clusterBits;
            }
        }
    }

    private void take(long first, int count) {
        for (int i = 0; i < count; i++) {
            refcounts.makeRoom(first + i);
        }
    }

    private boolean areOurs(long first, int count) {
        for (int i = 0; i < count; i++) {
            if (refcounts.get(first + i) != 0) {
                return false;
            }
        }
        for (int i = 0; i < count; i++) {
            guard(first + i);
            refcounts.set(first + i, 1);
        }
        return true;
    }

    /** In an image that is sound no table's cluster has a count of 0. */
    private void guard(long cluster) {
        if (isMetadata(cluster << header.clusterBits)) {
            throw file.fault(
                    "refcount", cluster << header.clusterBits, "it is 0, of a cluster that the header makes use of");
        }
    }

    /** Whether a cluster is the header, or of a table that the header names. */
    boolean isMetadata(long offset) {
        return header.isTable(offset);
    }

    /** Refuses to change a cluster as what it is not. */
    void checkWritable(String what, long offset) {
        if (isMetadata(offset) || refcounts.isBlock(offset)) {
            throw file.fault(what, offset, "the cluster is one of the image's own tables");
        }
    }

    /** One user more. */
    void use(long offset) {
        long cluster = offset >>> header.clusterBits;
        long count = refcounts.get(cluster);
        requireCounted(cluster, count);
        if (count >= geometry.maxRefcount()) {
            throw refcounts.overflow(cluster);
        }
        refcounts.set(cluster, count + 1);
    }

    /** What is in use has a count, or it would be given to others. */
    void requireCounted(long cluster, long count) {
        if (count == 0) {
            throw file.fault(
                    "refcount",
                    cluster << header.clusterBits,
                    "it is 0, of a cluster that is in use: repair the image first");
        }
    }

    boolean canBeUsedMore(long offset) {
        return refcounts.get(offset >>> header.clusterBits) < geometry.maxRefcount();
    }

    /** One user less of each cluster that a range touches, once that is written. */
    void free(long offset, long length) {
        long first = offset >>> header.clusterBits;
        long last = (offset + length - 1) >>> header.clusterBits;
        Freed tail = freed.peekLast();
        if (tail != null && tail.first + tail.count == first && tail.count < 1 << 20) {
            freed.removeLast();
            freed.add(new Freed(tail.first, tail.count + (int) (last - first + 1)));
        } else {
            freed.add(new Freed(first, (int) (last - first + 1)));
        }
    }

    /** What is given back up to now, for {@link #keep}. */
    List<Freed> givenBack() {
        return List.copyOf(freed);
    }

    /** What was given back since is kept after all: it is in use still. */
    void keep(List<Freed> before) {
        freed.clear();
        freed.addAll(before);
    }

    /** How many users less each cluster will have. */
    Counts freed() {
        Counts all = new Counts(file);
        for (Freed each : freed) {
            for (long cluster = each.first; cluster < each.first + each.count; cluster++) {
                all.add(cluster);
            }
        }
        return all;
    }

    boolean hasFreed() {
        return !freed.isEmpty();
    }

    /** Nothing on the disk points to what was given back: its counts go down, and who wants it can have it. */
    void settle() {
        for (Freed each = freed.poll(); each != null; each = freed.poll()) {
            for (long cluster = each.first; cluster < each.first + each.count; cluster++) {
                long count = refcounts.get(cluster);
                requireCounted(cluster, count);
                refcounts.set(cluster, count - 1);
                if (count == 1) {
                    cache.drop(cluster << header.clusterBits, geometry.clusterSize());
                    hint = Math.min(hint, cluster);
                }
            }
        }
    }

    /** After counts were made anew. */
    void restart() {
        freed.clear();
        hint = 0;
    }
}
