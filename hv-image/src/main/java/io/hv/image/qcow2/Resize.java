package io.hv.image.qcow2;

import io.hv.image.spi.Backing;
import io.hv.image.spi.Disk;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the disk larger or smaller. The header, which has its size, is written after all that it needs. */
final class Resize {

    private final Metadata metadata;
    private final @Nullable Writer writer;
    private final @Nullable Backing backing;

    /** Of a new image. */
    Resize(Metadata metadata) {
        this.metadata = metadata;
        writer = null;
        backing = null;
    }

    Resize(Metadata metadata, Writer writer, Backing backing) {
        this.metadata = metadata;
        this.writer = writer;
        this.backing = backing;
    }

    void to(long capacity) {
        Header header = metadata.header;
        metadata.begin();
        check(capacity);
        if (capacity >= header.size) {
            grow(capacity);
        } else {
            shrink(capacity);
        }
        if (metadata.data != metadata.file) {
            metadata.data.resize(capacity);
        }
    }

    /** Whether it can be done. */
    void check(long capacity) {
        Header header = metadata.header;
        if (header.has(Feature.CORRUPT)) {
            throw metadata.corrupt();
        }
        if (header.snapshots > 0 && header.version == 2) {
            throw metadata.file.fault(
                    "nb_snapshots", Header.NB_SNAPSHOTS, "in version 2 snapshots have no size of their own");
        }
        if (new Bitmaps(metadata).areThere()) {
            throw metadata.file.fault("bitmaps extension", -1, "bitmaps have the size of the disk: delete them first");
        }
        checkL1(capacity);
    }

    private void checkL1(long capacity) {
        if (metadata.geometry.l1Entries(capacity) > Header.MAX_L1_BYTES / Long.BYTES) {
            throw metadata.file.fault("size", Header.DISK_SIZE, capacity + " bytes need an L1 table above 32 MiB");
        }
    }

    void grow(long capacity) {
        Header header = metadata.header;
        checkL1(capacity);
        long wanted = metadata.geometry.l1Entries(capacity);
        long before = header.size;
        if (wanted > header.l1Size) {
            move((int) wanted);
            // With the size as it was: what is added must be zeros before anybody sees it.
            metadata.writeBack();
        }
        header.size = capacity;
        try {
            clear(before, capacity);
        } catch (RuntimeException e) {
            header.size = before;
            throw e;
        }
        metadata.writeBack();
        metadata.headerChanged();
        metadata.writeBack();
    }

    /** What is added reads as zeros, whatever lies behind the old end in its last cluster or in the backing file. */
    private void clear(long before, long capacity) {
        if (writer == null || before == capacity) {
            return;
        }
        int cluster = metadata.geometry.clusterSize();
        long below = backing == null ? 0 : backing.disk().map(Disk::capacity).orElse(0L);
        long end = Math.min(capacity, Math.max(metadata.geometry.clusters(before) * cluster, below));
        for (long at = before; at < end; ) {
            long stop = Math.min(end, metadata.geometry.clusterStart(at) + cluster);
            writer.zero(at, stop - at);
            at = stop;
        }
    }

    private void move(int entries) {
        Header header = metadata.header;
        long oldOffset = header.l1Offset;
        long oldBytes = (long) header.l1Size * Long.BYTES;
        metadata.writeBack();
        int clusters = (int) metadata.geometry.clusters((long) entries * Long.BYTES);
        long offset = metadata.allocator.allocate(clusters);
        long[] l1 = Arrays.copyOf(metadata.tables.l1(), entries);
        metadata.tables.writeL1(offset, l1);
        metadata.tables.replaceL1(l1);
        header.l1Offset = offset;
        header.l1Size = entries;
        metadata.headerChanged();
        if (oldBytes > 0) {
            metadata.allocator.free(oldOffset, oldBytes);
        }
    }

    private void shrink(long capacity) {
        Header header = metadata.header;
        int cluster = metadata.geometry.clusterSize();
        Writer writes = java.util.Objects.requireNonNull(writer);
        for (long at = metadata.geometry.clusters(capacity) * cluster; at < header.size; at += cluster) {
            if (metadata.tables.hasL2(at)) {
                writes.forget(at);
            }
        }
        header.size = capacity;
        metadata.headerChanged();
        metadata.writeBack();
    }
}
