package io.hv.image.vhdx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** What the parts of a file have in common: where they are, how numbers lie in them, and how they are summed up. */
final class Layout {

    static final int KIB_4 = 1 << 12;
    static final int KIB_64 = 1 << 16;
    static final int MIB = 1 << 20;

    /** So far the headers go, which are never in the log. */
    static final long REGION_TABLE_1 = 3L * KIB_64;

    static final long REGION_TABLE_2 = 4L * KIB_64;

    /** Twice the largest disk: an offset beyond is none that a file has. */
    static final long MOST_OFFSET = 1L << 47;

    private Layout() {}

    static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Four letters, as a number whose low byte comes first. */
    static int signature(String letters) {
        return letters.charAt(0) | letters.charAt(1) << 8 | letters.charAt(2) << 16 | letters.charAt(3) << 24;
    }

    /** CRC-32C of all of a buffer, its bytes 4 to 7, where it stands, being zero. */
    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().clear().limit(4));
        crc.update(new byte[4]);
        crc.update(bytes.duplicate().clear().position(8));
        return (int) crc.getValue();
    }

    static void sign(ByteBuffer bytes) {
        bytes.putInt(4, checksum(bytes));
    }

    static boolean isSigned(ByteBuffer bytes, String letters) {
        return bytes.getInt(0) == signature(letters) && bytes.getInt(4) == checksum(bytes);
    }

    static long roundUp(long value, long unit) {
        return (value + unit - 1) / unit * unit;
    }
}
