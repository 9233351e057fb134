package io.hv.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ways of spoiling one field of a sound VMDK or VHD, each with the field that must be named. */
final class VmdkVpcMutants {

    /** What is spoiled. */
    enum Kind {
        SPARSE(ImageFormat.VMDK),
        STREAM(ImageFormat.VMDK),
        TEXT(ImageFormat.VMDK),
        DYNAMIC(ImageFormat.VPC),
        FIXED(ImageFormat.VPC);

        final ImageFormat format;

        Kind(ImageFormat format) {
            this.format = format;
        }
    }

    record Mutant(String name, Kind kind, Mutants.Stage stage, String field, Consumer<ByteBuffer> damage) {
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /** Of the description that has a file. */
    static final String TEXT = "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\n"
            + "createType=\"monolithicFlat\"\nRW 2048 FLAT \"flat.img\" 0\n" + "#".repeat(200);

    private final List<Mutant> all = new ArrayList<>();

    static List<Mutant> all() {
        VmdkVpcMutants mutants = new VmdkVpcMutants();
        mutants.sparseHeader();
        mutants.tables();
        mutants.stream();
        mutants.embedded();
        mutants.text();
        mutants.footers();
        mutants.dynamicHeader();
        mutants.blocks();
        return mutants.all;
    }

    private void at(Kind kind, Mutants.Stage stage, String field, String how, Consumer<ByteBuffer> damage) {
        all.add(new Mutant(field + ": " + how, kind, stage, field, damage));
    }

    private void open(Kind kind, String field, String how, Consumer<ByteBuffer> damage) {
        at(kind, Mutants.Stage.OPEN, field, how, damage);
    }

    private static ByteBuffer little(ByteBuffer image) {
        return image.order(ByteOrder.LITTLE_ENDIAN);
    }

    private void ints(String field, int offset, int... values) {
        for (int each : values) {
            open(
                    Kind.SPARSE,
                    field,
                    "0x" + Integer.toHexString(each),
                    b -> little(b).putInt(offset, each));
        }
    }

    private void longs(String field, int offset, long... values) {
        for (long each : values) {
            open(
                    Kind.SPARSE,
                    field,
                    "0x" + Long.toHexString(each),
                    b -> little(b).putLong(offset, each));
        }
    }

    private void sparseHeader() {
        ints("magicNumber", 0, 0, 0x564d444c);
        ints("version", 4, 0, 3, 4, -1);
        longs("capacity", 12, 0, -1, 1L << 60, Long.MIN_VALUE);
        longs("grainSize", 20, 0, 3, 1 << 15, -1, Long.MIN_VALUE);
        longs("descriptorOffset", 28, 0, 1 << 20, -1);
        longs("descriptorOffset", 36, 1 << 20, -1, 1L << 40, Long.MIN_VALUE);
        ints("numGTEsPerGT", 44, 0, 513, -1);
        longs("rgdOffset", 48, 1 << 20, -7, Long.MAX_VALUE);
        longs("gdOffset", 56, 0, 1 << 20, -7, Long.MAX_VALUE);
        longs("footer marker", 56, -1);
        longs("overHead", 64, 1 << 20, -1, Long.MAX_VALUE, Long.MIN_VALUE);
        open(Kind.SPARSE, "singleEndLineChar", "as text", b -> b.put(74, (byte) '\r'));
        open(Kind.SPARSE, "compressAlgorithm", "1", b -> b.put(77, (byte) 1));
        open(Kind.SPARSE, "compressAlgorithm", "none, but the flag", b -> b.put(10, (byte) 1));
        open(Kind.STREAM, "compressAlgorithm", "2", b -> b.put(77, (byte) 2));
        longs("grain directory entry", 56, 1);
        longs("grain directory entry", 48, 0x15 - 0x14);
    }

    private static int directory(ByteBuffer image) {
        return (int) little(image).getLong(56) * 512;
    }

    private static int table(ByteBuffer image) {
        return image.getInt(directory(image)) * 512;
    }

    private void tables() {
        for (int each : new int[] {-1, 1, 1 << 28, 2}) {
            open(
                    Kind.SPARSE,
                    "grain directory entry",
                    "0x" + Integer.toHexString(each),
                    b -> b.putInt(directory(b), each));
        }
        open(
                Kind.SPARSE,
                "grain directory entry",
                "the other directory's",
                b -> b.putInt(directory(b), b.getInt((int) b.getLong(48) * 512)));
        open(
                Kind.SPARSE,
                "grain directory entry",
                "the other directory",
                b -> b.putInt(directory(b), (int) b.getLong(48)));
        open(
                Kind.SPARSE,
                "grain directory entry",
                "of the other directory, outside",
                b -> little(b).putInt((int) b.getLong(48) * 512, 1 << 30));
        for (int each : new int[] {-1, 1, 1 << 28, 0x15}) {
            for (Mutants.Stage stage : List.of(Mutants.Stage.READ, Mutants.Stage.WRITE)) {
                at(
                        Kind.SPARSE,
                        stage,
                        "grain table entry",
                        stage + " 0x" + Integer.toHexString(each),
                        b -> b.putInt(table(b), each));
            }
        }
        at(Kind.SPARSE, Mutants.Stage.READ, "grain table entry", "the table", b -> b.putInt(table(b), table(b) / 512));
        at(
                Kind.SPARSE,
                Mutants.Stage.READ,
                "grain table entry",
                "one sector before the end",
                b -> b.putInt(table(b), b.capacity() / 512 - 1));
    }

    private static int grain(ByteBuffer image) {
        return image.getInt(table(image)) * 512;
    }

    private void read(String field, String how, Consumer<ByteBuffer> damage) {
        at(Kind.STREAM, Mutants.Stage.READ, field, how, damage);
    }

    private void stream() {
        for (int each : new int[] {-1, 1, 1 << 28, 0x15}) {
            read("grain table entry", "0x" + Integer.toHexString(each), b -> b.putInt(table(b), each));
        }
        for (int each : new int[] {0, -1, 1 << 18, Integer.MAX_VALUE}) {
            read("grain marker size", "0x" + Integer.toHexString(each), b -> b.putInt(grain(b) + 8, each));
        }
        read("grain marker lba", "1", b -> b.putLong(grain(b), 1));
        read("grain marker lba", "negative", b -> b.putLong(grain(b), -128));
        read("grain marker lba", "another grain", b -> b.putInt(table(b), b.getInt(table(b) + 4)));
        read("compressed grain", "no zlib", b -> b.put(grain(b) + 12, (byte) 0xff));
        read("compressed grain", "cut", b -> b.putInt(grain(b) + 8, 20));
        read(
                "compressed grain",
                "another checksum",
                b -> b.put(grain(b) + 11 + b.getInt(grain(b) + 8), (byte)
                        (b.get(grain(b) + 11 + b.getInt(grain(b) + 8)) ^ 1)));
        read(
                "compressed grain",
                "too little in it",
                b -> b.putInt(grain(b) + 8, 11)
                        .put(grain(b) + 12, new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1, 0, 0, 0}));
        open(Kind.STREAM, "footer marker", "none", b -> little(b).putLong(56, -1));
    }

    private static void replace(ByteBuffer image, String from, String to) {
        String text = new String(VhdBytes.all(image), StandardCharsets.ISO_8859_1);
        int at = text.indexOf(from);
        // What is longer takes from the zeros, or comments, that follow.
        String rest = text.substring(at + from.length(), Math.min(text.length(), at + 1000));
        String changed = (to + rest + "\0".repeat(from.length()));
        image.put(
                at,
                changed.substring(0, Math.min(changed.length(), text.length() - at))
                        .substring(0, Math.min(1000, text.length() - at))
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private void setting(String field, String from, String... to) {
        for (String each : to) {
            for (Kind kind : List.of(Kind.SPARSE, Kind.TEXT)) {
                open(kind, field, each.replaceAll("[^ -~]", "?"), b -> replace(b, from, each));
            }
        }
    }

    private void embedded() {
        setting("version", "version=1", "version=9", "version=", "virsion=1");
        setting("CID", "CID=", "CID=xyz", "CID=123456789a", "SID=");
        setting("parentCID", "parentCID=ffffffff", "parentCID=-1", "parentCID=12345678901");
        setting("createType", "createType", "creatType");
        setting("parentFileNameHint", "parentCID=ffffffff", "parentCID=1", "parentCID=1\nparentFileNameHint=\"\"");
        for (String each :
                List.of("nowhere", "/etc/hostname", "../../../../etc/hostname", "nbd://x/y", "disk", "json:{}")) {
            setting("parentFileNameHint", "parentCID=ffffffff", "parentCID=1\nparentFileNameHint=\"" + each + "\"");
        }
        setting("parentFileNameHint", "parentCID=ffffffff", "parentCID=1\nparentFileNameHint=\"\u00ff\"");
        setting("encoding", "parentCID=ffffffff", "encoding=\"none\"\nparentCID=1\nparentFileNameHint=\"x\"");
        open(Kind.SPARSE, "version", "no text", b -> b.put(512, new byte[10_240]));
    }

    private void extent(String how) {
        open(Kind.TEXT, "extent", how.replaceAll("[^ -~]", "?"), b -> replace(b, "RW 2048 FLAT \"flat.img\" 0", how));
    }

    private void text() {
        open(
                Kind.TEXT,
                "magicNumber",
                "another beginning",
                b -> b.put(2, (byte) 'd').put(3, (byte) 'x'));
        for (String each : List.of(
                "",
                "RW 2048 FLAT",
                "RW 0 FLAT \"flat.img\" 0",
                "RW 99999999999999999999 FLAT \"flat.img\" 0",
                "RW 9999999999999999 FLAT \"flat.img\" 0",
                "RW 2199023255553 ZERO",
                "RW -5 FLAT \"flat.img\" 0",
                "RW 2049 FLAT \"flat.img\" 0",
                "RW 2048 FLAT \"flat.img\" 1",
                "RW 2048 FLAT \"flat.img\" 9999999999999999",
                "RW 2048 SESPARSE \"flat.img\"",
                "RW 2048 VMFSRDM \"flat.img\" 0",
                "RW 2048 ZERO \"flat.img\"",
                "RW 2048 SPARSE \"flat.img\" 7",
                "NOACCESS 2048 FLAT \"flat.img\" 0",
                "RW 2048 FLAT \"nowhere\" 0",
                "RW 2048 FLAT \"/etc/hostname\" 0",
                "RW 2048 FLAT \"../../../../../etc/hostname\" 0",
                "RW 2048 FLAT \"nbd://x\" 0",
                "RW 2048 FLAT \"disk\" 0",
                "RW 2048 FLAT \"\u00ff\" 0")) {
            extent(each);
        }
        open(
                Kind.TEXT,
                "magicNumber",
                "an extent that is not sparse",
                b -> replace(b, "RW 2048 FLAT \"flat.img\" 0", "RW 2048 SPARSE \"flat.img\""));
    }

    private void both(String field, String how, Consumer<ByteBuffer> damage) {
        open(Kind.DYNAMIC, field, how, b -> VhdBytes.footers(b, damage));
    }

    private void footers() {
        open(Kind.DYNAMIC, "Cookie", "of both footers", b -> b.put(0, (byte) 0).put(b.capacity() - 512, (byte) 0));
        open(
                Kind.DYNAMIC,
                "Checksum",
                "of both footers",
                b -> b.put(90, (byte) 1).put(b.capacity() - 400, (byte) 1));
        both("File Format Version", "2", f -> f.putInt(12, 0x20000));
        for (int type : new int[] {0, 1, 5, -1}) {
            both("Disk Type", Integer.toString(type), f -> f.putInt(60, type));
        }
        both("Disk Type", "differencing, written", f -> f.putInt(60, 4));
        both("Current Size", "as fixed, above the file", f -> f.putInt(60, 2).putLong(48, 1L << 30));
        for (long offset : new long[] {0, 511, -1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
            both("Data Offset", Long.toString(offset), f -> f.putLong(16, offset));
        }
        both("Cookie", "a header where none is", f -> f.putLong(16, 1536));
        both("Current Size", "negative", f -> f.putLong(48, -512));
        both("Current Size", "too large", f -> f.putLong(48, Long.MAX_VALUE));
        both("Max Table Entries", "fewer than the size wants", f -> f.putLong(48, 1L << 30));
        both(
                "Max Table Entries",
                "fewer than the geometry wants",
                f -> f.put(28, VhdBytes.ascii("vpc ")).putInt(56, 0x7fff10ff));
        open(Kind.FIXED, "Cookie", "of the only footer", b -> b.put(b.capacity() - 512, (byte) 0));
        open(Kind.FIXED, "Checksum", "of the only footer", b -> b.put(b.capacity() - 100, (byte) 1));
        for (long size : new long[] {(1 << 20) + 512, -1, Long.MAX_VALUE, 1L << 41}) {
            open(Kind.FIXED, "Current Size", Long.toString(size), b -> {
                ByteBuffer footer = b.slice(b.capacity() - 512, 512);
                ByteBuffer unused = VhdBytes.sealFooter(footer.putLong(48, size));
            });
        }
        open(Kind.FIXED, "Disk Geometry", "above the file", b -> {
            ByteBuffer footer = b.slice(b.capacity() - 512, 512).put(28, VhdBytes.ascii("vpc "));
            ByteBuffer unused = VhdBytes.geometry(footer, 1000, 16, 63);
        });
    }

    private void header(String field, String how, Consumer<ByteBuffer> damage) {
        open(Kind.DYNAMIC, field, how, b -> {
            damage.accept(b.slice(512, 1024));
            VhdBytes.resealHeader(b);
        });
    }

    private void dynamicHeader() {
        header("Cookie", "of the header", h -> h.put(0, (byte) 'x'));
        open(Kind.DYNAMIC, "Checksum", "of the header", b -> b.put(512 + 300, (byte) 1));
        header("Header Version", "2", h -> h.putInt(24, 0x20000));
        for (int size : new int[] {0, 256, 3 << 20, Integer.MIN_VALUE, -1}) {
            header("Block Size", Integer.toString(size), h -> h.putInt(32, size));
        }
        for (int count : new int[] {0, 1, -1, Integer.MAX_VALUE}) {
            header("Max Table Entries", Integer.toString(count), h -> h.putInt(28, count));
        }
        for (long offset : new long[] {0, 100, 600, 1535, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40}) {
            header("Table Offset", Long.toString(offset), h -> h.putLong(16, offset));
        }
    }

    private void blocks() {
        for (int entry : new int[] {0, 1, 2, 3, -2, 1 << 20, Integer.MIN_VALUE}) {
            open(Kind.DYNAMIC, "block allocation table entry", Integer.toString(entry), b -> b.putInt(1536, entry));
        }
        open(Kind.DYNAMIC, "block allocation table entry", "twice", b -> b.putInt(1540, b.getInt(1536)));
        open(Kind.DYNAMIC, "block allocation table entry", "a sector apart", b -> b.putInt(1540, b.getInt(1536) + 1));
        open(
                Kind.DYNAMIC,
                "block allocation table entry",
                "cut by the end",
                b -> b.putInt(1536, b.capacity() / 512 - 4000));
    }
}
