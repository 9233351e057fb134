package io.hv.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** VHD images written by hand from the specification, as other programs than QEMU make them. */
final class VhdBytes {

    static final int FIXED = 2;
    static final int DYNAMIC = 3;
    static final int DIFFERENCING = 4;

    static final int HEADER = 512;
    static final int TABLE = HEADER + 1024;
    static final int NAMES = TABLE + 512;
    static final int BLOCKS = NAMES + 4 * 512;
    static final int BLOCK = 1 << 16;
    /** A sector of bitmap, and the block's bytes. */
    static final int STEP = 512 + BLOCK;

    static final UUID ID = new UUID(0x1122334455667788L, 0x99aabbccddeeff00L);

    private VhdBytes() {}

    static ByteBuffer footer(int type, long size, String creator) {
        ByteBuffer footer = ByteBuffer.allocate(512);
        footer.put(0, ascii("conectix")).putInt(8, 2).putInt(12, 0x10000);
        footer.putLong(16, type == FIXED ? -1 : HEADER).putInt(24, 700_000_000);
        footer.put(28, ascii(creator)).putInt(32, 0x60001).put(36, ascii("Wi2k"));
        footer.putLong(40, size).putLong(48, size).putInt(60, type);
        footer.putLong(68, ID.getMostSignificantBits()).putLong(76, ID.getLeastSignificantBits());
        return sealFooter(geometry(footer, (int) (size / 512 / 16 / 63), 16, 63));
    }

    static ByteBuffer geometry(ByteBuffer footer, int cylinders, int heads, int sectors) {
        footer.putShort(56, (short) cylinders).put(58, (byte) heads).put(59, (byte) sectors);
        return sealFooter(footer);
    }

    static ByteBuffer sealFooter(ByteBuffer footer) {
        return footer.putInt(64, checksum(footer, 512, 64));
    }

    static ByteBuffer sealHeader(ByteBuffer header) {
        return header.putInt(36, checksum(header, 1024, 36));
    }

    private static int checksum(ByteBuffer bytes, int length, int skip) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += i >= skip && i < skip + 4 ? 0 : bytes.get(i) & 0xff;
        }
        return ~sum;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static ByteBuffer header(int entries) {
        ByteBuffer header = ByteBuffer.allocate(1024);
        header.put(0, ascii("cxsparse")).putLong(8, -1).putLong(16, TABLE).putInt(24, 0x10000);
        return sealHeader(header.putInt(28, entries).putInt(32, BLOCK));
    }

    /**
     * An image that is not fixed: with every even block there, of whose sectors those with an odd number are its own.
     *
     * @param fill what its own sectors are full of
     */
    static ByteBuffer image(ByteBuffer footer, ByteBuffer header, int fill) {
        int entries = header.getInt(28);
        int blocks = (entries + 1) / 2;
        ByteBuffer image = ByteBuffer.allocate(BLOCKS + blocks * STEP + 512);
        image.put(0, footer, 0, 512).put(HEADER, header, 0, 1024);
        for (int i = 0; i < entries; i++) {
            image.putInt(TABLE + 4 * i, i % 2 == 0 ? (BLOCKS + i / 2 * STEP) / 512 : -1);
        }
        for (int i = 0; i < blocks; i++) {
            int start = BLOCKS + i * STEP;
            for (int sector = 0; sector < BLOCK / 512; sector++) {
                boolean own = sector % 2 == 1;
                int at = start + sector / 8;
                image.put(at, (byte) (image.get(at) | (own ? 0x80 >> sector % 8 : 0)));
                // What is not its own is not zeros in the file: nobody may read that.
                byte[] bytes = new byte[512];
                java.util.Arrays.fill(bytes, (byte) (own ? fill : 0xee));
                image.put(start + 512 + sector * 512, bytes);
            }
        }
        return image.put(image.capacity() - 512, footer, 0, 512);
    }

    /** All bytes of a buffer. */
    static byte[] all(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    /** What {@link #image} reads as; where it has nothing, as what is below. */
    static byte[] model(byte[] below, int fill) {
        byte[] model = below.clone();
        for (int at = 0; at < model.length; at++) {
            if (at / BLOCK % 2 == 0 && at / 512 % 2 == 1) {
                model[at] = (byte) fill;
            }
        }
        return model;
    }

    /** Puts a parent's name where the first locator says. */
    static void locator(ByteBuffer image, int index, String platform, byte[] name) {
        int at = HEADER + 576 + 24 * index;
        image.put(at, ascii(platform)).putInt(at + 4, 1).putInt(at + 8, name.length);
        image.putLong(at + 16, NAMES + 512L * index).put(NAMES + 512 * index, name);
        resealHeader(image);
    }

    static void resealHeader(ByteBuffer image) {
        ByteBuffer unused = sealHeader(image.slice(HEADER, 1024));
    }

    /** Changes both footers alike. */
    static void footers(ByteBuffer image, java.util.function.Consumer<ByteBuffer> damage) {
        ByteBuffer first = image.slice(0, 512);
        ByteBuffer last = image.slice(image.capacity() - 512, 512);
        damage.accept(first);
        damage.accept(last);
        sealFooter(first);
        ByteBuffer unused = sealFooter(last);
    }
}
