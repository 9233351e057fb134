package io.hv.image.vmdk;

import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** VMDK images: VMware's "Virtual Disk Format 5.0". */
public final class VmdkDriver implements Driver {

    @Override
    public ImageFormat format() {
        return ImageFormat.VMDK;
    }

    @Override
    public boolean probe(ByteBuffer first) {
        return isSparse(first) || isDescriptor(first);
    }

    private static boolean isSparse(ByteBuffer first) {
        return first.remaining() >= Integer.BYTES
                && first.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(0) == SparseHeader.MAGIC;
    }

    private static boolean isDescriptor(ByteBuffer first) {
        byte[] start = new byte[Math.min(first.remaining(), Descriptor.BEGINNING.length())];
        first.get(0, start);
        return new String(start, StandardCharsets.ISO_8859_1).equalsIgnoreCase(Descriptor.BEGINNING);
    }

    @Override
    public List<String> subformats() {
        return List.of(Creator.SPARSE, Creator.STREAM);
    }

    @Override
    public Disk open(ImageFile file, Opening opening) {
        ByteBuffer first = file.read("magicNumber", 0, Descriptor.BEGINNING.length());
        Descriptor descriptor;
        List<Part> parts;
        if (isSparse(first)) {
            SparseHeader header = SparseHeader.read(file);
            if (header.descriptorOffset() == 0) {
                throw header.fault(
                        "descriptorOffset",
                        SparseHeader.DESCRIPTOR_OFFSET,
                        "there is no description: this is a part of a disk, whose description is another file");
            }
            descriptor = Descriptor.embedded(file, header);
            parts = List.of(Parts.sparse(file, header, opening.isWritable()));
        } else if (isDescriptor(first)) {
            descriptor = Descriptor.ofFile(file);
            parts = Parts.open(file, descriptor, opening);
        } else {
            throw file.fault("magicNumber", 0, "neither a sparse extent nor a description begins here");
        }
        return new VmdkDisk(
                file, descriptor, parts, parent(file, descriptor, opening).orElse(null), opening.keepsIdentity());
    }

    private static Optional<Disk> parent(ImageFile file, Descriptor descriptor, Opening opening) {
        if (descriptor.parentCid() == Descriptor.NO_PARENT) {
            return Optional.empty();
        }
        Optional<Disk> parent = opening.backing(
                descriptor.parentName(),
                ImageFormat.VMDK.id(),
                "parentFileNameHint",
                descriptor.at("parentFileNameHint"));
        parent.ifPresent(disk -> {
            long cid = ((VmdkDisk) disk).cid();
            if (cid != descriptor.parentCid()) {
                throw new ImageException(
                        file.path(),
                        "parentCID",
                        descriptor.at("parentCID"),
                        Long.toHexString(descriptor.parentCid()) + ", and the CID of "
                                + disk.file().path() + " is " + Long.toHexString(cid) + ": it was written since",
                        "",
                        null);
            }
        });
        return parent;
    }

    @Override
    public void create(ImageFile file, CreateOptions options, long capacity, Path dataFile) {
        new Creator(file, options).run(capacity);
    }
}
