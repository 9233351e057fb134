package io.hv.image.parallels;

import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import io.hv.image.block.BlockDisk;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Parallels' expandable images, for reading. */
public final class ParallelsDriver implements Driver {

    @Override
    public ImageFormat format() {
        return ImageFormat.PARALLELS;
    }

    @Override
    public boolean probe(ByteBuffer first) {
        if (first.remaining() < ParallelsHeader.SIZE) {
            return false;
        }
        String magic = ParallelsHeader.magic(first);
        return magic.equals(ParallelsHeader.OLD) || magic.equals(ParallelsHeader.EXTENDED);
    }

    @Override
    public Disk open(ImageFile file, Opening opening) {
        ParallelsHeader header = ParallelsHeader.read(file);
        if (opening.isWritable()) {
            throw file.fault("magic", 0, "images of this format are only read; convert it to write to it");
        }
        return new BlockDisk(new ParallelsMap(file, header));
    }

    @Override
    public void create(ImageFile file, CreateOptions options, long capacity, Path dataFile) {
        throw file.fault("format", -1, "images of this format are only read; make one of another");
    }

    static String text(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
