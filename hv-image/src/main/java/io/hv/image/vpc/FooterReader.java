package io.hv.image.vpc;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/**
 * Finds the footer that counts. All but fixed images have a copy of it at the file's start, which is there when the one at
 * the end was lost with a write that made the file grow. A sound footer of a fixed image is above that: the first sector is
 * the guest's then, who may have written anything there.
 */
final class FooterReader {

    private final ImageFile file;
    private final long fileSize;

    private FooterReader(ImageFile file) {
        this.file = file;
        fileSize = file.size();
    }

    static Footer read(ImageFile file) {
        FooterReader reader = new FooterReader(file);
        Footer footer = reader.find();
        reader.check(footer);
        return footer;
    }

    /** Where a footer at the end begins, or would begin. */
    static long endFooter(long fileSize) {
        return fileSize % Footer.SECTOR == Footer.OLD_SIZE ? fileSize - Footer.OLD_SIZE : fileSize - Footer.SECTOR;
    }

    private Footer find() {
        if (fileSize < Footer.OLD_SIZE) {
            throw file.fault("footer", 0, "the file has only " + fileSize + " bytes");
        }
        Footer last = at(Math.max(0, endFooter(fileSize)));
        if (last.isSound() && last.type() == Footer.FIXED) {
            return last;
        }
        Footer first = at(0);
        if (first.isSound() && first.type() != Footer.FIXED) {
            return first;
        }
        if (last.isSound()) {
            return last;
        }
        Footer bad = last.hasCookie() ? last : first;
        if (!bad.hasCookie()) {
            throw file.fault("Cookie", last.at(), "no footer of a VHD is there, nor at the file's start");
        }
        throw file.fault("Checksum", bad.at() + Footer.CHECKSUM, "the footer's does not fit it, and there is no other");
    }

    private Footer at(long offset) {
        return new Footer(
                ByteBuffer.wrap(file.read("footer", offset, Footer.SECTOR).array()), offset);
    }

    private void check(Footer footer) {
        if (!footer.isVersion1()) {
            throw file.fault("File Format Version", footer.at() + Footer.VERSION, "it is not 1");
        }
        int type = footer.type();
        if (type < Footer.FIXED || type > Footer.DIFFERENCING) {
            throw file.fault(
                    "Disk Type",
                    footer.at() + Footer.TYPE,
                    Integer.toUnsignedString(type) + ", which is not fixed, dynamic or differencing");
        }
        long sectors = footer.sectors();
        if (sectors < 0 || footer.currentSize() < 0 || sectors > 1L << 32) {
            throw file.fault(
                    footer.sizeField(), footer.sizeFieldAt(), "a disk of " + footer.currentSize() + " bytes is none");
        }
    }
}
