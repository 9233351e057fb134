package io.hv.image.qcow2;

import io.hv.image.ImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads and writes the snapshot table, and checks all of it before any is used. */
final class SnapshotTable {

    private static final int MAX_EXTRA = 1024;
    private static final long MAX_BYTES = 64L << 20;

    private final Metadata metadata;

    SnapshotTable(Metadata metadata) {
        this.metadata = metadata;
    }

    List<Snapshot> read() {
        List<Snapshot> all = new ArrayList<>();
        Set<Long> tables = new HashSet<>();
        long at = metadata.header.snapshotsOffset;
        for (int i = 0; i < metadata.header.snapshots; i++) {
            ByteBuffer head = metadata.file.read("snapshot table", at, Snapshot.HEAD);
            long size = check(head, at);
            if (!tables.add(head.getLong(0)) && head.getInt(8) > 0) {
                throw fault("snapshot l1_table_offset", at, "another snapshot has the same L1 table");
            }
            Snapshot snapshot =
                    Snapshot.get(metadata.file.read("snapshot table", at, (int) size), metadata.header.size);
            if (snapshot.info().capacity() < 0
                    || metadata.geometry.l1Entries(snapshot.info().capacity()) > snapshot.l1Size) {
                throw fault(
                        "snapshot disk_size",
                        at + Snapshot.HEAD + Long.BYTES,
                        snapshot.info().capacity() + " bytes, more than its L1 table tells of");
            }
            all.add(snapshot);
            at += size;
        }
        return all;
    }

    private long check(ByteBuffer head, long at) {
        long fileSize = metadata.file.size();
        if (at > fileSize - Snapshot.HEAD || at - metadata.header.snapshotsOffset > MAX_BYTES) {
            throw fault("nb_snapshots", Header.NB_SNAPSHOTS, "the table ends before its last snapshot");
        }
        long extra = Integer.toUnsignedLong(head.getInt(36));
        if (extra > MAX_EXTRA) {
            throw fault("snapshot extra_data_size", at + 36, extra + " bytes, more than 1024");
        }
        long size = Snapshot.HEAD
                + extra
                + Short.toUnsignedLong(head.getShort(12))
                + Short.toUnsignedLong(head.getShort(14));
        size = (size + 7) & ~7L;
        if (size > fileSize - at) {
            // The last entry need not be filled up to eight bytes.
            if (size - 7 > fileSize - at) {
                throw fault("snapshot name_size", at + 14, "the entry has " + size + " bytes, more than the file");
            }
        }
        long l1 = head.getLong(0);
        long l1Bytes = Integer.toUnsignedLong(head.getInt(8)) * Long.BYTES;
        if (l1Bytes > Header.MAX_L1_BYTES) {
            throw fault("snapshot l1_size", at + 8, l1Bytes + " bytes, more than 32 MiB");
        }
        if (l1Bytes > 0
                && (!metadata.geometry.isAligned(l1)
                        || l1 < metadata.geometry.clusterSize()
                        || l1 > fileSize - l1Bytes)) {
            throw fault("snapshot l1_table_offset", at, "0x" + Long.toHexString(l1) + " is no place for a table");
        }
        return size;
    }

    private ImageException fault(String field, long at, String why) {
        return metadata.file.fault(field, at, why);
    }

    /** Where all of it lies, in bytes. */
    static long size(List<Snapshot> snapshots) {
        return snapshots.stream().mapToLong(Snapshot::size).sum();
    }

    /** Writes it somewhere else, and has the header name that. The old one is given back. */
    void replace(List<Snapshot> before, List<Snapshot> snapshots) {
        Header header = metadata.header;
        long size = size(snapshots);
        if (size > MAX_BYTES || snapshots.size() > Header.MAX_SNAPSHOTS) {
            throw fault("nb_snapshots", Header.NB_SNAPSHOTS, "there is no room for another snapshot");
        }
        long offset = 0;
        if (!snapshots.isEmpty()) {
            offset = metadata.allocator.allocate((int) metadata.geometry.clusters(size));
            ByteBuffer out = ByteBuffer.allocate((int) metadata.geometry.clusters(size) << header.clusterBits);
            snapshots.forEach(each -> each.put(out));
            metadata.file.write("snapshot table", offset, out.clear());
        }
        if (!before.isEmpty()) {
            metadata.allocator.free(header.snapshotsOffset, size(before));
        }
        header.snapshots = snapshots.size();
        header.snapshotsOffset = offset;
        metadata.headerChanged();
    }
}
