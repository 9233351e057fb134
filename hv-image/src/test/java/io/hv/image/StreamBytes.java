package io.hv.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * A streamOptimized VMDK written by hand from the specification, as a program writes it that cannot go back: grains behind
 * markers, each full grain table behind them, and the directory and the header that counts at the end.
 */
final class StreamBytes {

    static final int GRAIN = 1 << 16;
    private static final int ENTRIES = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] disk;
    private final int entries;

    private StreamBytes(byte[] disk, int entries) {
        this.disk = disk;
        this.entries = entries;
    }

    static byte[] of(byte[] disk) {
        return new StreamBytes(disk, ENTRIES).write();
    }

    /** With so many entries to a grain table. */
    static byte[] of(byte[] disk, int entries) {
        return new StreamBytes(disk, entries).write();
    }

    private byte[] write() {
        put(header(-1));
        byte[] text = ("# Disk DescriptorFile\nversion=1\nCID=87654321\nparentCID=ffffffff\n"
                        + "createType=\"streamOptimized\"\n\nRDONLY " + disk.length / 512 + " SPARSE \"x.vmdk\"\n")
                .getBytes(StandardCharsets.US_ASCII);
        put(ByteBuffer.allocate(2 * 512).put(0, text));
        while (out.size() < 128 * 512) {
            put(ByteBuffer.allocate(512));
        }
        int grains = (disk.length + GRAIN - 1) / GRAIN;
        int tables = (grains + entries - 1) / entries;
        ByteBuffer directory = sectors(tables * 4);
        for (int i = 0; i < tables; i++) {
            directory.putInt(4 * i, table(i * entries, Math.min(grains, (i + 1) * entries)));
        }
        marker(directory.capacity() / 512, 2);
        int at = out.size() / 512;
        put(directory);
        marker(1, 3);
        put(header(at));
        put(ByteBuffer.allocate(512));
        return out.toByteArray();
    }

    /** Some grains, and the table that names them; the result is its sector, or none. */
    private int table(int first, int end) {
        ByteBuffer table = sectors(entries * 4);
        boolean isThere = false;
        for (int i = first; i < end; i++) {
            int length = Math.min(GRAIN, disk.length - i * GRAIN);
            byte[] grain = java.util.Arrays.copyOfRange(disk, i * GRAIN, i * GRAIN + GRAIN);
            boolean zeros = true;
            for (int j = 0; j < length; j++) {
                zeros &= grain[j] == 0;
            }
            if (!zeros) {
                table.putInt((i - first) * 4, out.size() / 512);
                grain(i, grain);
                isThere = true;
            }
        }
        if (!isThere) {
            return 0;
        }
        marker(table.capacity() / 512, 1);
        int at = out.size() / 512;
        put(table);
        return at;
    }

    private void grain(int index, byte[] bytes) {
        byte[] packed = new byte[2 * GRAIN];
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        int n = deflater.deflate(packed);
        deflater.end();
        ByteBuffer record = sectors(12 + n);
        put(record.putLong(0, (long) index * GRAIN / 512).putInt(8, n).put(12, packed, 0, n));
    }

    private void marker(int sectors, int type) {
        put(sectors(512).putLong(0, sectors).putInt(12, type));
    }

    private ByteBuffer header(long directory) {
        ByteBuffer header = sectors(512);
        header.putInt(0, 0x564d444b).putInt(4, 3).putInt(8, 1 << 17 | 1 << 16 | 1);
        header.putLong(12, disk.length / 512)
                .putLong(20, GRAIN / 512)
                .putLong(28, 1)
                .putLong(36, 2);
        header.putInt(44, entries).putLong(56, directory).putLong(64, 128);
        return header.put(73, new byte[] {'\n', ' ', '\r', '\n'}).putShort(77, (short) 1);
    }

    private static ByteBuffer sectors(int length) {
        return ByteBuffer.allocate((length + 511) / 512 * 512).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void put(ByteBuffer bytes) {
        out.writeBytes(VhdBytes.all(bytes));
    }
}
