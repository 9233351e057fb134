package io.hv.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ways of spoiling one field of a sound qcow2 image, each with the field that must be named. */
public final class Mutants {

    /** What the damage must be noticed at: not later. */
    public enum Stage {
        /** When it is opened. */
        OPEN,
        /** When the disk is read. */
        READ,
        /** When a cluster is written that is there. */
        WRITE,
        /** When one is written that is not. */
        ALLOCATE
    }

    /** One of them. */
    public record Mutant(String name, Stage stage, String field, Consumer<ByteBuffer> damage) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int EXTENSIONS = 112;
    private static final int CLUSTER = 1 << 16;

    private final List<Mutant> all = new ArrayList<>();

    private Mutants() {}

    /** All of them. */
    public static List<Mutant> all() {
        Mutants mutants = new Mutants();
        mutants.header();
        mutants.tables();
        mutants.snapshots();
        mutants.entries();
        mutants.counts();
        return mutants.all;
    }

    private void at(Stage stage, String field, String how, Consumer<ByteBuffer> damage) {
        all.add(new Mutant(field + ": " + how, stage, field, damage));
    }

    private void ints(String field, int offset, int... values) {
        for (int each : values) {
            at(Stage.OPEN, field, "0x" + Integer.toHexString(each), b -> b.putInt(offset, each));
        }
    }

    private void longs(String field, int offset, long... values) {
        for (long each : values) {
            at(Stage.OPEN, field, "0x" + Long.toHexString(each), b -> b.putLong(offset, each));
        }
    }

    private void header() {
        ints("magic", 0, 0, 0x514649fa);
        ints("version", 4, 0, 1, 4, -1);
        ints("cluster_bits", 20, 0, 8, 22, 63, -1);
        longs("size", 24, -1, Long.MAX_VALUE, 1L << 62);
        ints("crypt_method", 32, 1, 2, 3, -1);
        longs("incompatible_features", 72, 1L << 5, 1L << 40, 1L << 63);
        ints("refcount_order", 96, 7, 64, -1);
        ints("header_length", 100, 0, 72, 103, 105, 1 << 20, -1);
        at(Stage.OPEN, "compression_type", "2", b -> b.put(104, (byte) 2));
        at(Stage.OPEN, "compression_type", "zstd without its bit", b -> b.put(104, (byte) 1));
        at(Stage.OPEN, "compression_type", "its bit without zstd", b -> b.putLong(72, 1 << 3));
        at(Stage.OPEN, "external data file", "without a name", b -> b.putLong(72, 1 << 2));
        at(
                Stage.OPEN,
                "header extension 0x1234",
                "longer than the cluster",
                b -> b.putInt(EXTENSIONS, 0x1234).putInt(EXTENSIONS + 4, CLUSTER));
        at(
                Stage.OPEN,
                "header extension 0x1234",
                "of a negative length",
                b -> b.putInt(EXTENSIONS, 0x1234).putInt(EXTENSIONS + 4, -1));
        at(Stage.OPEN, "backing_file_size", "0", b -> b.putLong(8, 200).putInt(16, 0));
        at(Stage.OPEN, "backing_file_size", "1024", b -> b.putLong(8, 200).putInt(16, 1024));
        at(Stage.OPEN, "backing_file_size", "-1", b -> b.putLong(8, 200).putInt(16, -1));
        at(
                Stage.OPEN,
                "backing_file_offset",
                "in the header",
                b -> b.putLong(8, 8).putInt(16, 5));
        at(
                Stage.OPEN,
                "backing_file_offset",
                "behind the cluster",
                b -> b.putLong(8, CLUSTER - 2).putInt(16, 5));
        at(Stage.OPEN, "backing_file_offset", "negative", b -> b.putLong(8, -1).putInt(16, 5));
        at(
                Stage.OPEN,
                "backing_file",
                "no UTF-8",
                b -> b.putLong(8, 200).putInt(16, 1).put(200, (byte) 0xff));
        at(Stage.OPEN, "backing_file", "not there", b -> name(b, "nowhere.img"));
        at(Stage.OPEN, "backing_file", "itself", b -> name(b, "disk.qcow2"));
        at(Stage.OPEN, "backing_file", "a system's file", b -> name(b, "/etc/hostname"));
        at(Stage.OPEN, "backing_file", "above the folder", b -> name(b, "../../../../../../../etc/hostname"));
        at(Stage.OPEN, "backing_file", "a protocol", b -> name(b, "nbd://localhost/x"));
        at(Stage.OPEN, "backing_file", "json", b -> name(b, "json:{\"driver\":\"file\"}"));
    }

    private static void name(ByteBuffer image, String name) {
        byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        image.putLong(8, 300).putInt(16, bytes.length).put(300, bytes);
    }

    private void tables() {
        ints("l1_size", 36, 0, -1, Integer.MAX_VALUE, (32 << 20) / 8 + 1);
        longs("l1_table_offset", 40, 0, 1, 512, CLUSTER / 2, -1, -CLUSTER, 1L << 40, 1L << 60);
        at(Stage.OPEN, "l1_table_offset", "the refcount table", b -> b.putLong(40, b.getLong(48)));
        longs("refcount_table_offset", 48, 0, 513, -1, 1L << 40, Long.MIN_VALUE);
        ints("refcount_table_clusters", 56, 0, -1, 129, 1 << 30);
        at(Stage.OPEN, "refcount_table_offset", "more than the file", b -> b.putInt(56, 128));
    }

    private void snapshots() {
        ints("nb_snapshots", 60, -1, 65_537);
        longs("snapshots_offset", 64, 0, 7, -1, 1L << 50);
        at(Stage.OPEN, "snapshot", "more than the table has", b -> b.putInt(60, 65_536));
        at(Stage.OPEN, "snapshot extra_data_size", "too large", b -> b.putInt(snapshot(b) + 36, 1 << 30));
        at(Stage.OPEN, "snapshot l1_size", "too large", b -> b.putInt(snapshot(b) + 8, Integer.MAX_VALUE));
        at(Stage.OPEN, "snapshot l1_table_offset", "not aligned", b -> b.putLong(snapshot(b), 77));
        at(Stage.OPEN, "snapshot l1_table_offset", "behind the end", b -> b.putLong(snapshot(b), 1L << 45));
        at(Stage.OPEN, "snapshot disk_size", "negative", b -> b.putLong(snapshot(b) + 48, -5));
        at(Stage.OPEN, "snapshot disk_size", "above its table", b -> b.putLong(snapshot(b) + 48, 1L << 50));
    }

    private static int snapshot(ByteBuffer image) {
        return (int) image.getLong(64);
    }

    private static int l1(ByteBuffer image) {
        return (int) image.getLong(40);
    }

    private static int l2(ByteBuffer image) {
        return (int) (image.getLong(l1(image)) & 0xfffffffffffe00L);
    }

    private void l1Entry(String how, long value) {
        at(Stage.READ, "L1 entry", how, b -> b.putLong(l1(b), value));
    }

    private void l2Entry(String how, long value) {
        at(Stage.READ, "L2 entry", how, b -> b.putLong(l2(b), value));
    }

    private void entries() {
        l1Entry("not aligned", 512);
        l1Entry("behind the end", 1L << 50);
        l1Entry("reserved bits low", 1);
        l1Entry("reserved bits high", 1L << 58);
        l1Entry("compressed", 1L << 62);
        at(Stage.READ, "L1 entry", "the L1 table", b -> b.putLong(l1(b), l1(b)));
        at(Stage.READ, "L1 entry", "the refcount table", b -> b.putLong(l1(b), b.getLong(48)));
        l2Entry("not aligned", 1L << 63 | 512);
        l2Entry("reserved bits low", 1L << 63 | 4L << 16 | 2);
        l2Entry("reserved bits high", 1L << 57 | 4L << 16);
        l2Entry("compressed and copied", 3L << 62 | 4L << 16);
        l2Entry("compressed, behind the end", 1L << 62 | 1L << 50);
        l2Entry("compressed, in the header", 1L << 62 | 100);
        at(Stage.READ, "compressed cluster", "what is no deflate", b -> b.putLong(l2(b), 1L << 62 | 5L << 54 | l2(b)));
        at(Stage.READ, "compressed cluster", "cut", b -> {
            long entry = b.getLong(l2(b) + 3 * 8);
            b.putLong(l2(b) + 3 * 8, entry & ~(0xffL << 54));
        });
        at(Stage.READ, "compressed cluster", "an end after nothing", b -> {
            int at = (int) (b.getLong(l2(b) + 3 * 8) & (1L << 54) - 1);
            b.put(at, (byte) 3).put(at + 1, (byte) 0);
        });
        at(Stage.WRITE, "L2 entry", "written in place: the L1 table", b -> b.putLong(l2(b), 1L << 63 | l1(b)));
        at(Stage.WRITE, "L2 entry", "written in place: a block", b -> b.putLong(l2(b), 1L << 63 | block(b)));
        at(Stage.WRITE, "L2 entry", "written in place: far behind the end", b -> b.putLong(l2(b), 1L << 63 | 1L << 50));
    }

    private static int block(ByteBuffer image) {
        return (int) image.getLong((int) image.getLong(48));
    }

    private void counts() {
        for (long each : new long[] {1, 512, CLUSTER / 2, 1L << 50, Long.MIN_VALUE, -CLUSTER}) {
            at(
                    Stage.ALLOCATE,
                    "refcount table entry",
                    "0x" + Long.toHexString(each),
                    b -> b.putLong((int) b.getLong(48), each));
        }
        at(Stage.ALLOCATE, "refcount table entry", "the L1 table", b -> b.putLong((int) b.getLong(48), l1(b)));
        at(Stage.ALLOCATE, "refcount table entry", "itself", b -> b.putLong((int) b.getLong(48), b.getLong(48)));
        at(Stage.ALLOCATE, "refcount", "0 of the header", b -> b.putShort(block(b), (short) 0));
        at(Stage.ALLOCATE, "refcount", "0 of the L1 table", b -> b.putShort(block(b) + l1(b) / CLUSTER * 2, (short) 0));
        at(Stage.ALLOCATE, "incompatible_features", "corrupt", b -> b.putLong(72, 2));
    }
}
