package io.hv.image.seed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Descriptors of a volume (ECMA-119 8): a sector each. */
final class VolumeDescriptor {

    private static final int PRIMARY = 1;
    private static final int SUPPLEMENTARY = 2;
    private static final int TERMINATOR = 255;
    /** Of UCS-2, level 3, by which Joliet is known. */
    private static final String JOLIET = "%/E";

    private static final int MOST_OF_JOLIET = 16;

    private VolumeDescriptor() {}

    /** Where a hierarchy's path tables begin, and how many bytes each has. */
    record PathTables(int bytes, long little, long big) {}

    static byte[] of(
            Hierarchy hierarchy, String label, Instant time, long sectors, PathTables tables, byte[] rootRecord) {
        boolean isJoliet = hierarchy == Hierarchy.JOLIET;
        byte[] sector = head(isJoliet ? SUPPLEMENTARY : PRIMARY);
        ByteBuffer to = ByteBuffer.wrap(sector);
        to.position(8);
        text(to, hierarchy, "", 32);
        text(to, hierarchy, isJoliet ? label.substring(0, Math.min(label.length(), MOST_OF_JOLIET)) : label, 32);
        to.position(80);
        IsoBytes.putBoth32(to, sectors);
        to.put((isJoliet ? JOLIET : "").getBytes(StandardCharsets.US_ASCII)).position(120);
        IsoBytes.putBoth16(to, 1);
        IsoBytes.putBoth16(to, 1);
        IsoBytes.putBoth16(to, IsoBytes.SECTOR);
        IsoBytes.putBoth32(to, tables.bytes);
        to.order(ByteOrder.LITTLE_ENDIAN).putInt((int) tables.little).putInt(0);
        to.order(ByteOrder.BIG_ENDIAN).putInt((int) tables.big).putInt(0);
        to.put(rootRecord);
        for (int length : new int[] {128, 128, 128, 128, 37, 37, 37}) {
            text(to, hierarchy, "", length);
        }
        String now = IsoBytes.digits(time);
        for (String digits : new String[] {now, now, "0".repeat(16), "0".repeat(16)}) {
            to.put(digits.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        }
        to.put((byte) 1);
        return sector;
    }

    static byte[] terminator() {
        return head(TERMINATOR);
    }

    private static byte[] head(int type) {
        byte[] sector = new byte[IsoBytes.SECTOR];
        ByteBuffer unused = ByteBuffer.wrap(sector)
                .put((byte) type)
                .put("CD001".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1);
        return sector;
    }

    /** Blanks behind it; an odd byte at the end of UCS-2 is 0. */
    private static void text(ByteBuffer to, Hierarchy hierarchy, String text, int length) {
        byte[] blank = hierarchy.bytes(" ");
        byte[] bytes = Arrays.copyOf(hierarchy.bytes(text), length);
        for (int at = hierarchy.bytes(text).length; at + blank.length <= length; at += blank.length) {
            System.arraycopy(blank, 0, bytes, at, blank.length);
        }
        to.put(bytes);
    }
}
