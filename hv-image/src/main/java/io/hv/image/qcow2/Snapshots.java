package io.hv.image.qcow2;

import io.hv.NotFoundException;
import io.hv.image.SnapshotInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Internal snapshots: an L1 table each, and every cluster that it reaches is counted once more. */
final class Snapshots {

    private final Metadata metadata;
    private final Writer writer;
    private final SnapshotTable table;

    Snapshots(Metadata metadata, Writer writer) {
        this.metadata = metadata;
        this.writer = writer;
        table = new SnapshotTable(metadata);
    }

    SnapshotInfo create(String name) {
        begin();
        List<Snapshot> before = table.read();
        Header header = metadata.header;
        long[] l1 = metadata.tables.l1().clone();
        metadata.count(l1, header.l1Offset, true);
        metadata.markCopied();
        long[] copy = metadata.tables.l1().clone();
        long offset = 0;
        if (copy.length > 0) {
            offset = metadata.allocator.allocate((int) metadata.geometry.clusters((long) copy.length * Long.BYTES));
            metadata.tables.writeL1(offset, copy);
        }
        SnapshotInfo info = new SnapshotInfo(newId(before), name, Instant.now(), header.size, 0);
        List<Snapshot> after = new ArrayList<>(before);
        after.add(Snapshot.of(offset, copy.length, info));
        table.replace(before, after);
        metadata.writeBack();
        return info;
    }

    private void begin() {
        metadata.begin();
        metadata.writeBack();
        if (metadata.header.has(Feature.DATA_FILE)) {
            throw metadata.file.fault("snapshot", -1, "an image with a data file has none: its bytes are not counted");
        }
    }

    private static String newId(List<Snapshot> all) {
        long highest = 0;
        for (Snapshot each : all) {
            String id = each.info().id();
            if (id.matches("[0-9]{1,18}")) {
                highest = Math.max(highest, Long.parseLong(id));
            }
        }
        return Long.toString(highest + 1);
    }

    private Snapshot find(List<Snapshot> all, String idOrName) {
        for (Snapshot each : all) {
            if (each.info().id().equals(idOrName)) {
                return each;
            }
        }
        return all.stream()
                .filter(each -> each.info().name().equals(idOrName))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        metadata.file.path() + " has no snapshot '" + idOrName + "'", "look at snapshots()"));
    }

    /** The snapshot's tables are counted for the disk before those of the disk are given back. */
    void apply(String idOrName) {
        begin();
        Snapshot snapshot = find(table.read(), idOrName);
        Header header = metadata.header;
        if (snapshot.info().capacity() != header.size && new Bitmaps(metadata).areThere()) {
            throw metadata.file.fault("bitmaps extension", -1, "bitmaps have the size of the disk: delete them first");
        }
        long[] wanted = Tables.read(metadata.file, snapshot.l1Offset, snapshot.l1Size);
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] &= ~Entry.COPIED;
        }
        metadata.count(wanted, snapshot.l1Offset, true);
        long[] old = metadata.tables.l1();
        long oldOffset = header.l1Offset;
        // Of a disk of no bytes there is no table.
        long offset = 0;
        if (wanted.length > 0) {
            offset = metadata.allocator.allocate((int) metadata.geometry.clusters((long) wanted.length * Long.BYTES));
            metadata.tables.writeL1(offset, wanted);
        }
        giveBack(old, oldOffset);
        metadata.tables.replaceL1(Arrays.copyOf(wanted, wanted.length));
        header.l1Offset = offset;
        header.l1Size = wanted.length;
        header.size = snapshot.info().capacity();
        metadata.headerChanged();
        finish();
    }

    /** All of it, or nothing where a table cannot be read: the disk has it still. */
    private void giveBack(long[] l1, long at) {
        var before = metadata.allocator.givenBack();
        try {
            metadata.count(l1, at, false);
            if (l1.length > 0) {
                metadata.allocator.free(at, (long) l1.length * Long.BYTES);
            }
        } catch (RuntimeException e) {
            metadata.allocator.keep(before);
            throw e;
        }
    }

    /** The header forgets it before any count goes down. */
    void delete(String idOrName) {
        begin();
        List<Snapshot> before = table.read();
        Snapshot snapshot = find(before, idOrName);
        long[] l1 = Tables.read(metadata.file, snapshot.l1Offset, snapshot.l1Size);
        List<Snapshot> after = new ArrayList<>(before);
        after.remove(snapshot);
        table.replace(before, after);
        metadata.count(l1, snapshot.l1Offset, false);
        if (l1.length > 0) {
            metadata.allocator.free(snapshot.l1Offset, (long) l1.length * Long.BYTES);
        }
        finish();
    }

    /** What has one user only once the counts go down may be written in place: after the header, and before the counts. */
    private void finish() {
        writer.compressedGone();
        metadata.writeButKeep();
        metadata.markCopied();
        metadata.writeBack();
    }
}
