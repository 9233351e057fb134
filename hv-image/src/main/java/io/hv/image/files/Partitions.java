package io.hv.image.files;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The partitions of a disk with an MBR; of one with a GPT see {@link GuidPartitions}; without either, the disk as a whole. */
final class Partitions {

    static final int SECTOR = 512;

    private static final int TABLE = 446;
    private static final int ENTRY = 16;
    private static final int ENTRIES = 4;
    private static final int SIGNATURE = 0xaa55;
    private static final int PROTECTIVE = 0xee;
    private static final Set<Integer> EXTENDED = Set.of(0x05, 0x0f, 0x85);
    /** Of logical partitions, which are a chain. */
    private static final int MOST_LOGICAL = 128;

    private final DiskRange disk;
    private final List<DiskRange> found = new ArrayList<>();

    private Partitions(DiskRange disk) {
        this.disk = disk;
    }

    private record Entry(int type, long first, long sectors) {}

    /** In the order of the table. */
    static List<DiskRange> of(DiskRange disk) {
        if (disk.length() < SECTOR) {
            return List.of();
        }
        ByteBuffer first = disk.read("MBR", 0, SECTOR);
        if (!isTable(first)) {
            return GuidPartitions.isThere(disk) ? GuidPartitions.of(disk) : List.of(disk);
        }
        List<Entry> entries = entries(first);
        if (entries.stream().anyMatch(each -> each.type == PROTECTIVE)) {
            return GuidPartitions.of(disk);
        }
        Partitions partitions = new Partitions(disk);
        for (Entry each : entries) {
            if (EXTENDED.contains(each.type)) {
                partitions.addLogical(each.first);
            } else {
                partitions.add(0, each, TABLE);
            }
        }
        // A file system's boot sector may end as an MBR does.
        return partitions.found.isEmpty() ? List.of(disk) : partitions.found;
    }

    private static boolean isTable(ByteBuffer sector) {
        return Short.toUnsignedInt(sector.getShort(SECTOR - 2)) == SIGNATURE;
    }

    private static List<Entry> entries(ByteBuffer sector) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            int at = TABLE + i * ENTRY;
            int type = Byte.toUnsignedInt(sector.get(at + 4));
            long first = Integer.toUnsignedLong(sector.getInt(at + 8));
            long sectors = Integer.toUnsignedLong(sector.getInt(at + 12));
            if (type != 0 && sectors != 0) {
                entries.add(new Entry(type, first, sectors));
            }
        }
        return entries;
    }

    private void add(long base, Entry entry, long where) {
        long first = (base + entry.first) * SECTOR;
        if (!disk.contains(first, entry.sectors * SECTOR)) {
            throw disk.fault("partition", where, "it is not within the disk");
        }
        found.add(disk.part("partition", first, entry.sectors * SECTOR));
    }

    /** Each table of the chain has a partition, from that table on, and the next table, from the first one on. */
    private void addLogical(long extended) {
        Set<Long> seen = new HashSet<>();
        long at = extended;
        while (seen.add(at)) {
            if (seen.size() > MOST_LOGICAL) {
                throw disk.fault("EBR", at * SECTOR, "more than " + MOST_LOGICAL + " logical partitions");
            }
            ByteBuffer table = disk.read("EBR", at * SECTOR, SECTOR);
            if (!isTable(table)) {
                throw disk.fault("EBR", at * SECTOR, "no table is here");
            }
            long next = -1;
            for (Entry each : entries(table)) {
                if (EXTENDED.contains(each.type)) {
                    next = extended + each.first;
                } else {
                    add(at, each, at * SECTOR + TABLE);
                }
            }
            if (next < 0) {
                return;
            }
            at = next;
        }
        throw disk.fault("EBR", at * SECTOR, "the logical partitions are a loop");
    }
}
