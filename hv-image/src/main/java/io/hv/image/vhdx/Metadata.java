package io.hv.image.vhdx;

import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the disk is; [MS-VHDX] 2.6. Items that are required and not known are refused, others that are not known are not read. */
final class Metadata {

    static final UUID FILE_PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    static final UUID VIRTUAL_DISK_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    static final UUID VIRTUAL_DISK_ID = UUID.fromString("beca12ab-b2e6-4523-93ef-c309e000c746");
    static final UUID LOGICAL_SECTOR_SIZE = UUID.fromString("8141bf1d-a96f-4709-ba47-f233a8faab5f");
    static final UUID PHYSICAL_SECTOR_SIZE = UUID.fromString("cda348c7-445d-4471-9cc9-e9885251c556");
    static final UUID PARENT_LOCATOR = UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");

    static final String SIGNATURE = "metadata";
    static final int HEAD = 32;
    static final int ENTRY = 32;
    static final int IS_USER = 1;
    static final int IS_VIRTUAL_DISK = 2;
    static final int IS_REQUIRED = 4;
    static final int LEAVE_BLOCKS_ALLOCATED = 1;
    static final int HAS_PARENT = 2;
    static final long MOST_SIZE = 64L << 40;

    private static final Map<UUID, String> NAMES = Map.of(
            FILE_PARAMETERS, "FileParameters",
            VIRTUAL_DISK_SIZE, "VirtualDiskSize",
            VIRTUAL_DISK_ID, "VirtualDiskId",
            LOGICAL_SECTOR_SIZE, "LogicalSectorSize",
            PHYSICAL_SECTOR_SIZE, "PhysicalSectorSize",
            PARENT_LOCATOR, "ParentLocator");

    private static final int MOST_ENTRIES = 2047;
    private static final int MOST_BLOCK = 256 << 20;

    private record Item(long offset, int length) {}

    private final ImageFile file;
    private final RegionTable.Region region;
    private final Map<UUID, Item> items = new HashMap<>();

    final int blockSize;
    final boolean isFixed;
    final boolean hasParent;
    final long capacity;
    final int sectorSize;
    final @Nullable ParentLocator parent;

    Metadata(ImageFile file, RegionTable.Region region) {
        this.file = file;
        this.region = region;
        table();
        ByteBuffer parameters = item(FILE_PARAMETERS, 8);
        blockSize = parameters.getInt(0);
        if (Integer.bitCount(blockSize) != 1 || blockSize < Layout.MIB || blockSize > MOST_BLOCK) {
            throw fault(
                    FILE_PARAMETERS,
                    "blocks of " + Integer.toUnsignedString(blockSize)
                            + " bytes, not a power of two from 1 MiB to 256 MiB");
        }
        isFixed = (parameters.getInt(4) & LEAVE_BLOCKS_ALLOCATED) != 0;
        hasParent = (parameters.getInt(4) & HAS_PARENT) != 0;
        sectorSize = sector(LOGICAL_SECTOR_SIZE);
        int unused = sector(PHYSICAL_SECTOR_SIZE);
        capacity = item(VIRTUAL_DISK_SIZE, 8).getLong(0);
        if (capacity < 0 || capacity > MOST_SIZE || capacity % sectorSize != 0) {
            throw fault(VIRTUAL_DISK_SIZE, Long.toUnsignedString(capacity) + ", not whole sectors of at most 64 TiB");
        }
        ByteBuffer unusedId = item(VIRTUAL_DISK_ID, 16);
        parent = hasParent ? locator() : null;
    }

    private void table() {
        ByteBuffer in =
                file.read("metadata table", region.offset(), Layout.KIB_64).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SIGNATURE.length(); i++) {
            if (in.get(i) != SIGNATURE.charAt(i)) {
                throw file.fault("metadata table", region.offset(), "it has no signature");
            }
        }
        int count = in.getChar(10);
        if (count > MOST_ENTRIES) {
            throw file.fault("metadata EntryCount", region.offset() + 10, count + ", more than 2047");
        }
        for (int i = 0; i < count; i++) {
            entry(in, HEAD + i * ENTRY);
        }
    }

    private void entry(ByteBuffer in, int at) {
        UUID id = Guid.get(in, at);
        long offset = Integer.toUnsignedLong(in.getInt(at + 16));
        long length = Integer.toUnsignedLong(in.getInt(at + 20));
        int flags = in.getInt(at + 24);
        String name = NAMES.getOrDefault(id, "metadata item " + id);
        boolean isKnown = NAMES.containsKey(id) && (flags & IS_USER) == 0;
        if (!isKnown) {
            if ((flags & IS_REQUIRED) != 0) {
                throw file.fault(name, region.offset() + at, "it is required, and it is not known");
            }
            return;
        }
        if (offset < Layout.KIB_64 || length > Layout.MIB || offset + length > region.length()) {
            throw file.fault(
                    name,
                    region.offset() + at + 16,
                    length + " bytes at " + offset + " are not in the metadata region");
        }
        if (items.put(id, new Item(region.offset() + offset, (int) length)) != null) {
            throw file.fault(name, region.offset() + at, "it is there twice");
        }
    }

    private ByteBuffer item(UUID id, int least) {
        Item item = items.get(id);
        if (item == null) {
            throw file.fault(String.valueOf(NAMES.get(id)), region.offset(), "there is none");
        }
        if (item.length < least) {
            throw fault(id, "it has only " + item.length + " bytes");
        }
        return file.read(String.valueOf(NAMES.get(id)), item.offset, item.length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private RuntimeException fault(UUID id, String why) {
        Item item = items.get(id);
        return file.fault(String.valueOf(NAMES.get(id)), item == null ? -1 : item.offset, why);
    }

    private int sector(UUID id) {
        int size = item(id, 4).getInt(0);
        if (size != 512 && size != 4096) {
            throw fault(id, Integer.toUnsignedString(size) + ", not 512 or 4096");
        }
        return size;
    }

    private ParentLocator locator() {
        ByteBuffer bytes = item(PARENT_LOCATOR, ParentLocator.HEAD);
        Item item = items.get(PARENT_LOCATOR);
        return ParentLocator.of(file, item == null ? -1 : item.offset, bytes);
    }
}
