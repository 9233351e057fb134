package io.hv.image.vpc;

import io.hv.image.file.ImageFile;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sectors of a block are its own: the bitmap before each block, a byte's highest bit first. The others read as the
 * parent has them, or as zeros. The last few are kept, and of which blocks all are. Safe for any thread.
 */
final class SectorBitmaps {

    private static final int KEPT_BYTES = 1 << 20;

    private final ImageFile file;
    private final BlockTable table;
    private final int sectors;
    private final BitSet full = new BitSet();
    private final Map<Integer, byte[]> kept;

    SectorBitmaps(ImageFile file, BlockTable table, int blockSize) {
        this.file = file;
        this.table = table;
        sectors = blockSize / Footer.SECTOR;
        int most = Math.max(2, KEPT_BYTES / table.bitmapSize());
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether all sectors of a block that is there are its own. */
    synchronized boolean isFull(int block) {
        if (full.get(block)) {
            return true;
        }
        byte[] bits = bits(block);
        if (run(bits, 0, sectors) < sectors || !isSet(bits, 0)) {
            return false;
        }
        setFull(block);
        return true;
    }

    synchronized void setFull(int block) {
        full.set(block);
        byte[] unused = kept.remove(block);
    }

    /** Whether a sector is its own. */
    synchronized boolean has(int block, int sector) {
        return full.get(block) || isSet(bits(block), sector);
    }

    /** How many sectors from one on are alike, {@code most} at most. */
    synchronized int run(int block, int sector, int most) {
        return full.get(block) ? most : run(bits(block), sector, most);
    }

    private static int run(byte[] bits, int sector, int most) {
        boolean first = isSet(bits, sector);
        byte whole = (byte) (first ? -1 : 0);
        int n = 1;
        while (n < most) {
            int at = sector + n;
            if (at % Byte.SIZE == 0 && bits[at / Byte.SIZE] == whole) {
                n += Byte.SIZE;
            } else if (isSet(bits, at) == first) {
                n++;
            } else {
                break;
            }
        }
        return Math.min(n, most);
    }

    private static boolean isSet(byte[] bits, int sector) {
        return (bits[sector / Byte.SIZE] & 0x80 >>> sector % Byte.SIZE) != 0;
    }

    private byte[] bits(int block) {
        byte[] bits = kept.get(block);
        if (bits == null) {
            bits = file.read("sector bitmap", table.start(block), (sectors + Byte.SIZE - 1) / Byte.SIZE)
                    .array();
            byte[] unused = kept.put(block, bits);
        }
        return bits;
    }

    /** A bitmap that says that all are. */
    byte[] allSet() {
        byte[] bits = new byte[table.bitmapSize()];
        Arrays.fill(bits, (byte) -1);
        return bits;
    }
}
