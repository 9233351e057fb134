package io.hv.image.vdi;

import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.block.BlockDisk;
import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * VDI images. A differencing one names its parent by an identifier alone, and VirtualBox knows from its own registry where
 * that is. Images that are parents and children at a time lie in one folder, and VirtualBox names them by their
 * identifiers: there they are looked for.
 */
public final class VdiDriver implements Driver {

    @Override
    public ImageFormat format() {
        return ImageFormat.VDI;
    }

    @Override
    public boolean probe(ByteBuffer first) {
        return first.remaining() >= VdiHeader.SIZE
                && first.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(VdiHeader.AT_SIGNATURE)
                        == VdiHeader.SIGNATURE;
    }

    @Override
    public List<String> subformats() {
        return List.of("dynamic", "static");
    }

    @Override
    public Disk open(ImageFile file, Opening opening) {
        VdiHeader header = VdiHeader.read(file);
        new HeaderCheck(file, header).run();
        if (header.isDifferencing() && opening.isWritable()) {
            throw file.fault("image_type", VdiHeader.AT_IMAGE_TYPE, "a differencing image can only be read");
        }
        BlockTable table = new BlockTable(file, header);
        Optional<Disk> parent = header.isDifferencing() ? parent(file, header, opening) : Optional.empty();
        return new BlockDisk(new VdiMap(file, header, table, parent.orElse(null), opening.keepsIdentity()));
    }

    static String parentName(VdiHeader header) {
        return "{" + header.uuid(VdiHeader.AT_UUID_LINK) + "}.vdi";
    }

    private static Optional<Disk> parent(ImageFile file, VdiHeader header, Opening opening) {
        Optional<Disk> parent;
        try {
            parent = opening.backing(parentName(header), ImageFormat.VDI.id(), "uuid_link", VdiHeader.AT_UUID_LINK);
        } catch (ImageException e) {
            if (e.file().equals(file.path()) && e.getCause() instanceof NoSuchFileException) {
                throw new ImageException(
                        file.path(),
                        "uuid_link",
                        VdiHeader.AT_UUID_LINK,
                        "where its parent is stands in VirtualBox's registry and not in the image",
                        "put the parent, or a link to it, beside the image as " + parentName(header),
                        e);
            }
            throw e;
        }
        parent.ifPresent(disk -> check(file, header, disk));
        return parent;
    }

    private static void check(ImageFile file, VdiHeader header, Disk disk) {
        VdiMap parent = (VdiMap) ((BlockDisk) disk).map();
        if (!parent.uuid().equals(header.uuid(VdiHeader.AT_UUID_LINK))) {
            throw file.fault("uuid_link", VdiHeader.AT_UUID_LINK, "the parent is another image, " + parent.uuid());
        }
        UUID state = header.uuid(VdiHeader.AT_UUID_PARENT);
        if (!state.equals(Guid.NONE) && !state.equals(parent.state())) {
            throw file.fault(
                    "uuid_parent", VdiHeader.AT_UUID_PARENT, "the parent was changed since this image was made of it");
        }
    }

    @Override
    public void create(ImageFile file, CreateOptions options, long capacity, Path dataFile) {
        new VdiCreator(file, options).run(capacity);
    }
}
