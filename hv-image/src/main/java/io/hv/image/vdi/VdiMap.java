package io.hv.image.vdi;

import io.hv.image.CheckReport;
import io.hv.image.Extent;
import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.block.BlockMap;
import io.hv.image.block.Place;
import io.hv.image.block.Run;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Backing;
import io.hv.image.spi.Disk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a VDI image has its blocks. What is written reaches the disk in this order: the blocks, and in the header how many
 * there are; force; the block map; force. So the map never points to what is not there, and nobody takes a block for a new
 * one that the map points to already. A block that is counted and that the map does not point to is a leak; the next one
 * that is needed is put there.
 */
final class VdiMap implements BlockMap {

    private final ImageFile file;
    private final VdiHeader header;
    private final BlockTable table;
    private final Backing parent;
    private boolean begun;

    /**
     * Of what was checked.
     *
     * @param keepsIdentity whether writing is not to be seen by children
     */
    VdiMap(ImageFile file, VdiHeader header, BlockTable table, @Nullable Disk parent, boolean keepsIdentity) {
        begun = keepsIdentity;
        this.file = file;
        this.header = header;
        this.table = table;
        this.parent = new Backing(parent);
    }

    /** Who it is. */
    UUID uuid() {
        return header.uuid(VdiHeader.AT_UUID_IMAGE);
    }

    /** Which state of it that is. */
    UUID state() {
        return header.uuid(VdiHeader.AT_UUID_LAST_SNAP);
    }

    @Override
    public ImageFile file() {
        return file;
    }

    @Override
    public long capacity() {
        return header.capacity();
    }

    @Override
    public int blockSize() {
        return header.blockSize();
    }

    @Override
    public Backing backing() {
        return parent;
    }

    @Override
    public void checkBacking() {
        if (header.isDifferencing() && !parent.isThere()) {
            throw file.fault(
                    "uuid_link",
                    VdiHeader.AT_UUID_LINK,
                    "the bytes are in the parent, without which the image was opened");
        }
    }

    @Override
    public ImageInfo info() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("cluster-size", Integer.toString(blockSize()));
        details.put(
                "subformat",
                switch (header.number(VdiHeader.AT_IMAGE_TYPE)) {
                    case VdiHeader.STATIC -> "static";
                    case VdiHeader.DIFFERENCING -> "differencing";
                    default -> "dynamic";
                });
        details.put("uuid", uuid().toString());
        if (header.isDifferencing()) {
            details.put("backing-filename", VdiDriver.parentName(header));
            details.put("backing-filename-format", ImageFormat.VDI.id());
        }
        return new ImageInfo(file.path(), ImageFormat.VDI, capacity(), file.size(), details);
    }

    @Override
    public Run run(long offset, long most) {
        int block = (int) (offset / blockSize());
        int skip = (int) (offset % blockSize());
        long length = Math.min(most, blockSize() - skip);
        int index = table.get(block);
        return switch (index) {
            case BlockTable.FREE -> Run.of(Extent.Kind.ABSENT, length);
            case BlockTable.ZERO -> Run.of(Extent.Kind.ZERO, length);
            default -> new Run(Extent.Kind.DATA, header.host(index) + skip, length);
        };
    }

    @Override
    public boolean hasBegun() {
        return begun;
    }

    /** Images that have this one as their parent see by that it is another now. */
    @Override
    public void begin() {
        if (!begun) {
            header.uuid(VdiHeader.AT_UUID_LAST_SNAP, UUID.randomUUID());
            header.write(file);
            file.force();
            begun = true;
        }
    }

    @Override
    public Place allocate(long block) {
        int index = table.take();
        long host = header.host(index);
        boolean good = false;
        try {
            long size = file.size();
            long end = host + blockSize();
            if (size < end) {
                file.resize(end);
            }
            good = true;
            return new Place(host, size <= host);
        } finally {
            if (!good) {
                table.giveBack(index);
            }
        }
    }

    @Override
    public void giveBack(Place place) {
        table.giveBack(index(place));
    }

    private int index(Place place) {
        return (int) ((place.host() - header.host(0)) / blockSize());
    }

    @Override
    public void set(long block, Place place) {
        table.set((int) block, index(place));
    }

    /** QEMU takes block after block of the file: one that is given back in between would be lost to it, or taken twice. */
    @Override
    public boolean canRelease() {
        return false;
    }

    @Override
    public void flush() {
        if (table.isDirty()) {
            header.number(VdiHeader.AT_BLOCKS_ALLOCATED, table.end());
            header.write(file);
            file.force();
            table.write();
        }
        file.force();
    }

    /** What can be wrong with the map is refused when an image is opened. */
    @Override
    public CheckReport check() {
        long leaks = header.unsigned(VdiHeader.AT_BLOCKS_ALLOCATED) - table.count();
        if (leaks == 0) {
            return new CheckReport(0, 0, table.count(), List.of());
        }
        String finding = "blocks_allocated: " + header.unsigned(VdiHeader.AT_BLOCKS_ALLOCATED)
                + ", and the block map has " + table.count();
        return new CheckReport(leaks < 0 ? 1 : 0, Math.max(0, leaks), table.count(), List.of(finding));
    }

    @Override
    public void close() {
        try (file;
                parent) {
            // Both, whatever becomes of one.
        }
    }
}
