package io.hv.image.qcow2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes all reference counts anew, behind the end of the file, from what the tables use; the header then names them, and the
 * old ones are free. A crash before that leaves the image as it was.
 */
final class Repair {

    private final Metadata metadata;
    private final Geometry geometry;
    private final Check check;

    Repair(Metadata metadata, Check check) {
        this.metadata = metadata;
        this.check = check;
        geometry = metadata.geometry;
    }

    void run() {
        if (check.hasBadEntries()) {
            throw metadata.file.fault(
                    "tables", -1, "entries point where nothing can be: copy what can be read into a new image");
        }
        metadata.checkHeader();
        Header header = metadata.header;
        Counts used = Check.used(metadata);
        int perBlock = geometry.refcountsPerBlock();
        long start = geometry.clusters(metadata.file.size());
        TreeSet<Long> indices = new TreeSet<>();
        for (Map.Entry<Long, int[]> chunk : used.chunks().entrySet()) {
            for (int i = 0; i < Counts.CHUNK; i++) {
                if (chunk.getValue()[i] > 0) {
                    boolean unused = indices.add((chunk.getKey() * Counts.CHUNK + i) / perBlock);
                }
            }
        }
        long tableClusters = 0;
        long end = start;
        while (true) {
            tableClusters = geometry.clusters((indices.last() + 1) * Long.BYTES);
            end = start + indices.size() + tableClusters;
            int before = indices.size();
            for (long i = start / perBlock; i <= (end - 1) / perBlock; i++) {
                boolean unused = indices.add(i);
            }
            if (indices.size() == before) {
                break;
            }
        }
        if (tableClusters << header.clusterBits > Math.max(Header.MAX_REFCOUNT_TABLE_BYTES, geometry.clusterSize())) {
            throw metadata.file.fault("refcount_table_clusters", Header.REFCOUNT_TABLE_CLUSTERS, "more than 8 MiB");
        }
        write(used, start, end, new ArrayList<>(indices), tableClusters);
        header.refcountTableOffset = (start + indices.size()) << header.clusterBits;
        header.refcountTableClusters = (int) tableClusters;
        metadata.file.write("header", 0, header.encode());
        metadata.file.force();
        metadata.refcounts.reload();
        metadata.allocator.restart();
        metadata.beginRepair();
        metadata.markCopied();
        metadata.writeBack();
        // Only now nothing in it is wrong any more.
        if (header.has(Feature.DIRTY) || header.has(Feature.CORRUPT)) {
            header.incompatible &= ~(Feature.DIRTY | Feature.CORRUPT);
            metadata.headerChanged();
            metadata.writeBack();
        }
    }

    private void write(Counts used, long start, long end, List<Long> indices, long tableClusters) {
        int bits = metadata.header.clusterBits;
        int perBlock = geometry.refcountsPerBlock();
        ByteBuffer table = ByteBuffer.allocate((int) (tableClusters << bits));
        for (int i = 0; i < indices.size(); i++) {
            long index = indices.get(i);
            long offset = (start + i) << bits;
            table.putLong((int) index * Long.BYTES, offset);
            ByteBuffer block = ByteBuffer.allocate(geometry.clusterSize());
            for (int j = 0; j < perBlock; j++) {
                long cluster = index * perBlock + j;
                long count = cluster >= start && cluster < end ? 1 : used.get(cluster);
                if (count > geometry.maxRefcount()) {
                    throw metadata.file.fault(
                            "refcount", cluster << bits, "it is used " + count + " times: there is no room for that");
                }
                if (count > 0) {
                    put(block, j, count);
                }
            }
            metadata.file.write("refcount block", offset, block.clear());
        }
        metadata.file.write("refcount table", (start + indices.size()) << bits, table);
        metadata.file.force();
    }

    private void put(ByteBuffer block, int index, long count) {
        int bits = geometry.refcountBits();
        switch (bits) {
            case 8 -> block.put(index, (byte) count);
            case 16 -> block.putShort(index * 2, (short) count);
            case 32 -> block.putInt(index * 4, (int) count);
            case 64 -> block.putLong(index * 8, count);
            default -> {
                int at = index * bits / 8;
                block.put(at, (byte) (block.get(at) | count << index * bits % 8));
            }
        }
    }
}
