package io.hv.image.vpc;

import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** VHD images: "Virtual Hard Disk Image Format Specification" of 11 October 2006. */
public final class VpcDriver implements Driver {

    private static final String FIXED = "fixed";

    @Override
    public ImageFormat format() {
        return ImageFormat.VPC;
    }

    /** Not a fixed one, whose first bytes are the disk's. */
    @Override
    public boolean probe(ByteBuffer first) {
        return first.remaining() >= Footer.SECTOR && first.getLong(0) == Footer.COOKIE;
    }

    @Override
    public List<String> subformats() {
        return List.of("dynamic", FIXED);
    }

    /** Children may know an image by when its file was changed last. */
    @Override
    public Disk open(ImageFile file, Opening opening) {
        return openThis(opening.keepsIdentity() ? file.keepingTime() : file, opening);
    }

    private static Disk openThis(ImageFile file, Opening opening) {
        Footer footer = FooterReader.read(file);
        if (footer.type() == Footer.FIXED) {
            return new FixedDisk(file, footer);
        }
        DynamicHeader header = DynamicHeader.read(file, footer);
        Blocks blocks = new Blocks(file, footer, header, footer.sectors() * Footer.SECTOR);
        if (footer.type() == Footer.DYNAMIC) {
            return new DynamicDisk(file, footer, blocks, null, null);
        }
        if (opening.isWritable()) {
            throw file.fault(
                    "Disk Type", footer.at() + Footer.TYPE, "a differencing image is read here, and not written");
        }
        Parent parent = new Parent(file, header);
        return new DynamicDisk(
                file, footer, blocks, parent.name(), parent.open(opening).orElse(null));
    }

    @Override
    public void create(ImageFile file, CreateOptions options, long capacity, Path dataFile) {
        long sectors = capacity / Footer.SECTOR;
        if (capacity % Footer.SECTOR != 0 || sectors > Footer.MAX_SECTORS) {
            throw file.fault("capacity", -1, capacity + " bytes, not whole sectors of 512 bytes up to 2040 GiB");
        }
        if (options.subformat().orElse("").equals(FIXED)) {
            if (capacity == 0) {
                throw file.fault("capacity", -1, "a fixed image of 0 bytes would be taken for a dynamic one");
            }
            file.write("footer", capacity, Footer.create(Footer.FIXED, capacity).encode());
            return;
        }
        int entries = (int) ((capacity + DynamicHeader.DEFAULT_BLOCK - 1) / DynamicHeader.DEFAULT_BLOCK);
        DynamicHeader header = DynamicHeader.create(Footer.SECTOR, entries);
        ByteBuffer table =
                ByteBuffer.allocate((entries * Integer.BYTES + Footer.SECTOR - 1) / Footer.SECTOR * Footer.SECTOR);
        while (table.hasRemaining()) {
            table.put((byte) -1);
        }
        Footer footer = Footer.create(Footer.DYNAMIC, capacity);
        file.write("footer", 0, footer.encode());
        file.write("dynamic disk header", header.at(), header.encode());
        file.write("block allocation table", header.tableOffset(), table.flip());
        file.write("footer", header.tableOffset() + table.limit(), footer.encode());
    }
}
