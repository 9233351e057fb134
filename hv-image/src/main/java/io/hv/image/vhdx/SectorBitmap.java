package io.hv.image.vhdx;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/** Which sectors of a block an image has itself: of each a bit, the low ones first. */
final class SectorBitmap {

    /** So much is looked at in one go: 16 MiB of the disk, or more. */
    private static final int PIECE = 4096;

    private final ImageFile file;
    private final int sectorSize;

    SectorBitmap(ImageFile file, int sectorSize) {
        this.file = file;
        this.sectorSize = sectorSize;
    }

    /** How far a range that begins at a byte of the disk is here, or is not. */
    record Part(boolean isHere, long length) {}

    Part part(long bitmap, long offset, long most) {
        long sector = offset / sectorSize;
        long first = sector % Blocks.BITMAP_SECTORS;
        long last = first + (offset + most - 1) / sectorSize - sector;
        int length = (int) Math.min(PIECE, last / Byte.SIZE - first / Byte.SIZE + 1);
        ByteBuffer bits = file.read("sector bitmap", bitmap + first / Byte.SIZE, length);
        long base = first - first % Byte.SIZE;
        boolean isHere = isSet(bits, (int) (first - base));
        long at = first + 1;
        while (at <= last && at - base < (long) length * Byte.SIZE && isSet(bits, (int) (at - base)) == isHere) {
            at++;
        }
        long end = (sector + at - first) * sectorSize;
        return new Part(isHere, Math.min(most, end - offset));
    }

    private static boolean isSet(ByteBuffer bits, int index) {
        return (bits.get(index / Byte.SIZE) >> (index % Byte.SIZE) & 1) != 0;
    }
}
