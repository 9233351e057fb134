package io.hv.image.vhdx;

import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Where BAT and metadata are; [MS-VHDX] 2.2.3. There are two tables, and one that is good is enough. */
final class RegionTable {

    static final UUID BAT = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
    static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");

    static final String SIGNATURE = "regi";
    static final int SIZE = Layout.KIB_64;
    static final int HEAD = 16;
    static final int ENTRY = 32;
    private static final int MOST_ENTRIES = 2047;

    /** A region. */
    record Region(long offset, long length) {}

    private final ImageFile file;
    private final long size;
    private final long tableOffset;
    private final ByteBuffer in;
    private final Reserved reserved;
    private Region bat = new Region(0, 0);
    private Region metadata = new Region(0, 0);

    private RegionTable(ImageFile file, Reserved reserved) {
        this.file = file;
        this.reserved = reserved;
        size = file.size();
        ByteBuffer first = read(file, Layout.REGION_TABLE_1);
        boolean isFirst = Layout.isSigned(first, SIGNATURE);
        in = isFirst ? first : read(file, Layout.REGION_TABLE_2);
        tableOffset = isFirst ? Layout.REGION_TABLE_1 : Layout.REGION_TABLE_2;
        if (!Layout.isSigned(in, SIGNATURE)) {
            throw file.fault(
                    "region table", Layout.REGION_TABLE_1, "neither of the two has its signature and its checksum");
        }
    }

    private static ByteBuffer read(ImageFile file, long offset) {
        return file.read("region table", offset, SIZE).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads it and checks it.
     *
     * @param reserved gets all regions
     */
    static RegionTable read(ImageFile file, Reserved reserved) {
        RegionTable table = new RegionTable(file, reserved);
        table.entries();
        return table;
    }

    private void entries() {
        int count = in.getInt(8);
        if (count < 0 || count > MOST_ENTRIES) {
            throw file.fault("EntryCount", tableOffset + 8, Integer.toUnsignedString(count) + ", more than 2047");
        }
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int at = HEAD + i * ENTRY;
            UUID guid = Guid.get(in, at);
            Region region = region(at, guid);
            if (!seen.add(guid)) {
                throw file.fault("region " + guid, tableOffset + at, "it is there twice");
            }
            reserved.add("region " + guid, region.offset, region.length);
            if (guid.equals(BAT)) {
                bat = region;
            } else if (guid.equals(METADATA)) {
                metadata = region;
            } else if ((in.getInt(at + 28) & 1) != 0) {
                throw file.fault("region " + guid, tableOffset + at, "it is required, and it is not known");
            }
        }
        require(bat, "BAT region");
        require(metadata, "metadata region");
    }

    private Region region(int at, UUID guid) {
        long offset = in.getLong(at + 16);
        long length = Integer.toUnsignedLong(in.getInt(at + 24));
        if (offset < Layout.MIB || offset % Layout.MIB != 0 || offset > size) {
            throw file.fault(
                    "FileOffset of region " + guid,
                    tableOffset + at + 16,
                    Long.toUnsignedString(offset) + ", not a multiple of 1 MiB in the file");
        }
        if (length == 0 || length % Layout.MIB != 0 || length > size - offset) {
            throw file.fault(
                    "Length of region " + guid,
                    tableOffset + at + 24,
                    length + ", not a multiple of 1 MiB in the file");
        }
        String other = reserved.at(offset, length);
        if (!other.isEmpty()) {
            throw file.fault("FileOffset of region " + guid, tableOffset + at + 16, "it overlaps the " + other);
        }
        return new Region(offset, length);
    }

    private void require(Region region, String name) {
        if (region.length == 0) {
            throw file.fault(name, tableOffset, "there is none");
        }
    }

    Region bat() {
        return bat;
    }

    Region metadata() {
        return metadata;
    }
}
