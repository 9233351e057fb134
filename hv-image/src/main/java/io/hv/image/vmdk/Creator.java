package io.hv.image.vmdk;

import io.hv.image.CreateOptions;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/**
 * Writes a new sparse image of one file, laid out as QEMU does it: header, description, and both grain directories, each
 * with all of its tables. A stream, too, has its tables in front and so no footer: it is sound at any moment while it is
 * written, and qemu-img, which never writes a footer either, and VMware's products read it.
 */
final class Creator {

    static final String SPARSE = "monolithicSparse";
    static final String STREAM = "streamOptimized";

    private static final List<String> ADAPTERS = List.of("ide", "buslogic", "lsilogic", "legacyESX");

    private static final int SECTOR = SparseHeader.SECTOR;
    private static final int GRAIN = 128;
    private static final int ENTRIES = 512;
    private static final int TABLE_SECTORS = ENTRIES * Integer.BYTES / SECTOR;
    private static final int DESCRIPTOR_SECTORS = 20;
    /** Tables name sectors of the file by 32 bits. */
    private static final long MAX_CAPACITY = 1L << 41;

    private final ImageFile file;
    private final boolean stream;
    private final String adapter;

    Creator(ImageFile file, CreateOptions options) {
        this.file = file;
        stream = options.subformat().orElse(SPARSE).equals(STREAM);
        adapter = options.adapterType().orElse("ide");
        if (!ADAPTERS.contains(adapter)) {
            throw file.fault("adapter_type", -1, "'" + adapter + "' is none of " + ADAPTERS);
        }
    }

    void run(long capacity) {
        if (capacity == 0 || capacity % SECTOR != 0 || capacity > MAX_CAPACITY) {
            throw file.fault("capacity", -1, capacity + " bytes, not whole sectors of 512 bytes, from one up to 2 TiB");
        }
        long span = (long) GRAIN * ENTRIES * SECTOR;
        int tables = (int) ((capacity + span - 1) / span);
        int directorySectors = (tables * Integer.BYTES + SECTOR - 1) / SECTOR;
        int redundant = 1 + DESCRIPTOR_SECTORS;
        int main = redundant + directorySectors + tables * TABLE_SECTORS;
        int end = main + directorySectors + tables * TABLE_SECTORS;
        int overhead = (end + GRAIN - 1) / GRAIN * GRAIN;
        file.resize((long) overhead * SECTOR);
        file.write("grain directory", (long) redundant * SECTOR, directory(tables, redundant + directorySectors));
        file.write("grain directory", (long) main * SECTOR, directory(tables, main + directorySectors));
        file.write("descriptor", SECTOR, ByteBuffer.wrap(descriptor(capacity).getBytes(StandardCharsets.UTF_8)));
        file.write("header", 0, header(capacity, redundant, main, overhead));
    }

    private static ByteBuffer directory(int tables, int first) {
        ByteBuffer bytes = ByteBuffer.allocate(tables * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tables; i++) {
            bytes.putInt(first + i * TABLE_SECTORS);
        }
        return bytes.flip();
    }

    private ByteBuffer header(long capacity, int redundant, int main, int overhead) {
        ByteBuffer bytes = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        int flags = SparseHeader.NEW_LINES | SparseHeader.REDUNDANT_TABLE;
        bytes.putInt(0, SparseHeader.MAGIC).putInt(SparseHeader.VERSION, stream ? 3 : 1);
        bytes.putInt(SparseHeader.FLAGS, stream ? flags | SparseHeader.COMPRESSED | SparseHeader.MARKERS : flags);
        bytes.putLong(SparseHeader.CAPACITY, capacity / SECTOR).putLong(SparseHeader.GRAIN_SIZE, GRAIN);
        bytes.putLong(SparseHeader.DESCRIPTOR_OFFSET, 1).putLong(SparseHeader.DESCRIPTOR_SIZE, DESCRIPTOR_SECTORS);
        bytes.putInt(SparseHeader.TABLE_ENTRIES, ENTRIES).putLong(SparseHeader.REDUNDANT_OFFSET, redundant);
        bytes.putLong(SparseHeader.DIRECTORY_OFFSET, main).putLong(SparseHeader.OVERHEAD, overhead);
        bytes.putShort(SparseHeader.ALGORITHM, (short) (stream ? SparseHeader.DEFLATE : 0));
        return bytes.order(ByteOrder.BIG_ENDIAN).putInt(SparseHeader.LINE_ENDS, SparseHeader.LINE_END_BYTES);
    }

    private String descriptor(long capacity) {
        int heads = adapter.equals("ide") ? 16 : 255;
        Object name = file.path().getFileName();
        return String.join(
                "\n",
                Descriptor.BEGINNING,
                "version=1",
                String.format(Locale.ROOT, "CID=%08x", new SecureRandom().nextInt() & 0x7fffffff),
                "parentCID=ffffffff",
                "createType=\"" + (stream ? STREAM : SPARSE) + "\"",
                "",
                "# Extent description",
                // The name is that of this very file, which nobody opens by it.
                "RW " + capacity / SECTOR + " SPARSE \"" + String.valueOf(name).replaceAll("[\\p{Cntrl}\"]", "_")
                        + "\"",
                "",
                "# The Disk Data Base",
                "#DDB",
                "",
                "ddb.virtualHWVersion = \"4\"",
                "ddb.geometry.cylinders = \"" + capacity / SECTOR / (63L * heads) + "\"",
                "ddb.geometry.heads = \"" + heads + "\"",
                "ddb.geometry.sectors = \"63\"",
                "ddb.adapterType = \"" + adapter + "\"",
                "ddb.toolsVersion = \"2147483647\"",
                "");
    }
}
