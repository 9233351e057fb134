package io.hv.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ways of spoiling one field of a sound VDI, VHDX or Parallels image, low byte first, each with the field that must be named. */
final class BlockMutants {

    /**
     * A way.
     *
     * @param field what is named; empty where the image is as good as before
     * @param isRead whether it need not be noticed before the disk is read
     */
    record Mutant(ImageFormat format, String field, String how, boolean isRead, Consumer<ByteBuffer> damage) {
        @Override
        public String toString() {
            return format + " " + field + ": " + how;
        }
    }

    private final ImageFormat format;
    private final List<Mutant> all = new ArrayList<>();

    private BlockMutants(ImageFormat format) {
        this.format = format;
    }

    static List<Mutant> of(ImageFormat format) {
        BlockMutants mutants = new BlockMutants(format);
        switch (format) {
            case VDI -> mutants.vdi();
            case VHDX -> mutants.vhdx();
            default -> mutants.parallels();
        }
        return mutants.all;
    }

    private void at(String field, String how, Consumer<ByteBuffer> damage) {
        all.add(new Mutant(format, field, how, false, damage));
    }

    private void ints(String field, int offset, int... values) {
        for (int each : values) {
            at(field, "0x" + Integer.toHexString(each), b -> b.putInt(offset, each));
        }
    }

    private void longs(String field, int offset, long... values) {
        for (long each : values) {
            at(field, "0x" + Long.toHexString(each), b -> b.putLong(offset, each));
        }
    }

    private void vdi() {
        ints("signature", 64, 0, 0x7f10dabe);
        ints("version", 68, 0, 0x10000, 0x20001, -1);
        ints("header_size", 72, 0, 383, 1 << 20, -1);
        ints("image_type", 76, 0, 3, 5, -1);
        ints("uuid_link", 76, 4);
        ints("offset_bmap", 340, 511, 513, 1 << 30, -512);
        ints("header_size", 340, 0);
        ints("offset_data", 344, 0, 512, 513, -1);
        ints("block map", 344, 1 << 30, -512);
        ints("sector_size", 360, 0, 4096, -1);
        longs("disk_size", 368, -1, Long.MAX_VALUE, Long.MIN_VALUE, 5 << 20);
        ints("block_size", 376, 0, 512, 3 << 20, 1 << 29, -1);
        ints("disk_size", 376, 4096);
        ints("block_extra", 380, 1, 512, -1);
        ints("blocks_in_image", 384, -1, Integer.MAX_VALUE, 1 << 25);
        ints("offset_bmap", 384, 1 << 24);
        ints("disk_size", 384, 3);
        ints("blocks_allocated", 384, 0, 1);
        ints("blocks_allocated", 388, 5, -1);
        longs("uuid_link", 424, 1);
        ints("block map", 512, 1, 4, 1 << 24, -3, Integer.MIN_VALUE);
        at("", "another text", b -> b.put(0, (byte) 'x'));
        at("", "flags", b -> b.putInt(80, -1));
        at("", "a geometry", b -> b.putInt(348, -1).putInt(352, -1));
    }

    private void vhdx() {
        header();
        regions();
        metadata();
        int bat = VhdxBytes.BAT;
        for (int state : new int[] {4, 5, 7}) {
            read("BAT entry", "state " + state, b -> b.putLong(bat, 4L << 20 | state));
        }
        read("BAT entry", "behind the end", b -> b.putLong(bat, 1L << 40 | 6));
        read("BAT entry", "negative", b -> b.putLong(bat, 1L << 63 | 6));
        read("BAT entry", "in the headers", b -> b.putLong(bat, 6));
        read("BAT entry", "in the log", b -> b.putLong(bat, VhdxBytes.LOG | 6));
        read("BAT entry", "in the metadata", b -> b.putLong(bat, VhdxBytes.METADATA | 6));
        read("BAT entry", "in the BAT", b -> b.putLong(bat, VhdxBytes.BAT | 6));
        at("", "reserved bits of an entry", b -> b.putLong(bat, b.getLong(bat) | 0xff8));
        at("", "a sector bitmap of a disk without a parent", b -> b.putLong(bat + 8 * 4096, 0x123456789L));
    }

    private void read(String field, String how, Consumer<ByteBuffer> damage) {
        all.add(new Mutant(format, field, how, true, damage));
    }

    private void both(Consumer<Integer> change) {
        change.accept(VhdxBytes.HEADER_1);
        change.accept(VhdxBytes.HEADER_2);
    }

    private void header() {
        longs("signature", 0, 0, 1);
        at("header", "no signature", b -> both(at -> b.putInt(at, 0)));
        at("", "one without a signature", b -> b.putInt(VhdxBytes.HEADER_1, 0));
        at(
                "SequenceNumber",
                "both the same",
                b -> both(at -> b.putLong(at + 8, 9).put(at + 16, (byte) (at >> 16))));
        for (short each : new short[] {0, 2, -1}) {
            at("Version", Integer.toString(each), b -> both(at -> b.putShort(at + 66, each)));
        }
        at("LogVersion", "1", b -> both(at -> b.putShort(at + 64, (short) 1)));
        for (int each : new int[] {0, 4096, (1 << 20) + 1, 65 << 20, -1 << 20}) {
            at("LogLength", Integer.toString(each), b -> both(at -> b.putInt(at + 68, each)));
        }
        at("LogOffset", "a log of 64 MiB", b -> both(at -> b.putInt(at + 68, 64 << 20)));
        for (long each : new long[] {0, 4096, (1 << 20) + 1, 1L << 40, -1 << 20}) {
            at("LogOffset", Long.toString(each), b -> both(at -> b.putLong(at + 72, each)));
        }
        at("log", "in use, and empty", b -> both(at -> b.put(at + 48, (byte) 1)));
        at("FileOffset", "a log over the metadata", b -> both(at -> b.putLong(at + 72, VhdxBytes.METADATA)));
    }

    private void tables(Consumer<Integer> change) {
        change.accept(VhdxBytes.REGIONS_1);
        change.accept(VhdxBytes.REGIONS_2);
    }

    private void regions() {
        at("region table", "no signature", b -> tables(at -> b.putInt(at, 0)));
        at("", "one without a signature", b -> b.putInt(VhdxBytes.REGIONS_1, 0));
        at("EntryCount", "2048", b -> tables(at -> b.putInt(at + 8, 2048)));
        at("EntryCount", "-1", b -> tables(at -> b.putInt(at + 8, -1)));
        at("BAT region", "no region", b -> tables(at -> b.putInt(at + 8, 0)));
        at("metadata region", "the BAT alone", b -> tables(at -> b.putInt(at + 8, 1)));
        at("region", "one that is required, and is not known", b -> tables(at -> b.putInt(at + 16, 1)));
        at(
                "BAT region",
                "one that is not known",
                b -> tables(at -> b.putInt(at + 16, 1).putInt(at + 44, 0)));
        for (long each : new long[] {0, 4096, (3 << 20) + 1, 1L << 40, -1 << 20}) {
            at("FileOffset of region", Long.toString(each), b -> tables(at -> b.putLong(at + 32, each)));
        }
        for (int each : new int[] {0, 4096, 1 << 30, -1 << 20}) {
            at("Length of region", Integer.toString(each), b -> tables(at -> b.putInt(at + 40, each)));
        }
        at("FileOffset of region", "over the log", b -> tables(at -> b.putLong(at + 32, VhdxBytes.LOG)));
        at("FileOffset of region", "over each other", b -> tables(at -> b.putLong(at + 32, VhdxBytes.METADATA)));
        at(
                "region",
                "twice",
                b -> tables(at -> {
                    byte[] entry = new byte[16];
                    b.get(at + 16, entry);
                    b.put(at + 48, entry);
                }));
    }

    private void metadata() {
        int table = VhdxBytes.METADATA;
        int items = table + (1 << 16);
        longs("metadata table", table, 0);
        at("metadata EntryCount", "2048", b -> b.putShort(table + 10, (short) 2048));
        at("FileParameters", "no item", b -> b.putShort(table + 10, (short) 0));
        at("LogicalSectorSize", "three items", b -> b.putShort(table + 10, (short) 3));
        at("metadata item", "one that is required, and is not known", b -> b.putInt(table + 32, 1));
        at("FileParameters", "of a user", b -> b.putInt(table + 32 + 24, 1));
        at("FileParameters", "in the table", b -> b.putInt(table + 32 + 16, 4096));
        at("FileParameters", "out of the region", b -> b.putInt(table + 32 + 16, 1 << 20));
        at("FileParameters", "larger than an item can be", b -> b.putInt(table + 32 + 20, -1));
        at("FileParameters", "4 bytes", b -> b.putInt(table + 32 + 20, 4));
        ints("FileParameters", items, 0, 1 << 19, 3 << 20, 1 << 29, -1);
        ints("ParentLocator", items + 4, 2);
        longs("VirtualDiskSize", items + 8, -1, 1, Long.MAX_VALUE - 511, (64L << 40) + 512);
        longs("BAT region", items + 8, 64L << 40);
        ints("LogicalSectorSize", items + 32, 0, 1024, -1);
        ints("PhysicalSectorSize", items + 36, 0, 513, -1);
        at("", "an item that is not known", b -> b.putLong(table + 32 + 32 * 7, -1));
    }

    private void parallels() {
        at("magic", "another letter", b -> b.put(3, (byte) 'x'));
        ints("version", 16, 0, 1, 3, -1);
        ints("tracks", 28, 0, -1, 1 << 20, Integer.MIN_VALUE);
        ints("nb_bat_entries", 32, 1 << 20, 1 << 25, -1);
        longs("nb_sectors", 36, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1 << 20);
        ints("nb_sectors", 32, 0, 3);
        ints("in_use", 44, 1, -1);
        ints("data_off", 48, 0);
        ints("BAT entry", 48, 1, 1 << 30, -1);
        ints("BAT entry", 64, 0x1000, -1, Integer.MIN_VALUE);
        at("BAT entry", "twice", b -> b.putInt(64, b.getInt(68)));
        at("", "a geometry", b -> b.putInt(20, -1).putInt(24, -1));
        at("", "in use", b -> b.putInt(44, 0x746f6e59));
        at("", "closed", b -> b.putInt(44, 0x312e3276));
        at(
                "BAT entry",
                "the old magic, with the new one's BAT",
                b -> b.put(0, "WithoutFreeSpace".getBytes(StandardCharsets.US_ASCII)));
    }
}
