package io.hv.image.vmdk;

import io.hv.image.file.ImageFile;
import io.hv.image.spi.Opening;
import java.util.ArrayList;
import java.util.List;

/** Opens the parts of a disk, and checks of each that its file has it. */
final class Parts {

    /** Of all parts together, which are in memory as long as the disk is open: 64 TiB with the usual grains. */
    private static final int MAX_TABLES = 1 << 21;

    private final ImageFile file;
    private final Descriptor descriptor;
    private final Opening opening;
    private int tables;

    private Parts(ImageFile file, Descriptor descriptor, Opening opening) {
        this.file = file;
        this.descriptor = descriptor;
        this.opening = opening;
    }

    /** Those that a description names. */
    static List<Part> open(ImageFile file, Descriptor descriptor, Opening opening) {
        return new Parts(file, descriptor, opening).open();
    }

    private List<Part> open() {
        List<Part> parts = new ArrayList<>();
        for (ExtentLine line : descriptor.extents()) {
            Part part = line.isZero() ? new ZeroPart(file, line) : open(line);
            parts.add(line.isReadOnly() ? new ReadOnlyPart(part, file, line) : part);
        }
        if (parts.isEmpty()) {
            throw file.fault("extent", 0, "there is none");
        }
        return parts;
    }

    private Part open(ExtentLine line) {
        boolean writable = opening.isWritable() && !line.isReadOnly();
        ImageFile data = opening.dataFile(descriptor.name(line), writable, "extent", line.at());
        if (line.isFlat()) {
            if (data.size() - line.length() < line.offset()) {
                throw file.fault("extent", line.at(), data.path() + " has only " + data.size() + " bytes");
            }
            return new FlatPart(data, line.offset(), line.length());
        }
        SparseHeader header = SparseHeader.read(data);
        if (header.capacity() * SparseHeader.SECTOR != line.length()) {
            throw header.fault(
                    "capacity",
                    SparseHeader.CAPACITY,
                    header.capacity() + " sectors, and the description says " + line.length() / SparseHeader.SECTOR);
        }
        tables += header.tables();
        if (tables > MAX_TABLES) {
            throw file.fault("extent", line.at(), "with it there are more than " + MAX_TABLES + " grain tables");
        }
        return sparse(data, header, writable);
    }

    /** A file that is a sparse extent. */
    static Part sparse(ImageFile file, SparseHeader header, boolean writable) {
        if (writable && header.isFooter()) {
            throw header.fault(
                    "gdOffset", SparseHeader.DIRECTORY_OFFSET, "tables behind the grains are read, and not written");
        }
        if (writable && header.version() > 2 && !header.isCompressed()) {
            throw header.fault("version", SparseHeader.VERSION, header.version() + ", which is read, and not written");
        }
        GrainDirectory directory = new GrainDirectory(file, header, writable);
        GrainTables tables = new GrainTables(file, header, directory);
        return header.isCompressed() ? new StreamPart(file, header, tables) : new SparsePart(file, header, tables);
    }
}
