package io.hv.image.vhdx;

import io.hv.image.CheckReport;
import io.hv.image.Extent;
import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.block.BlockMap;
import io.hv.image.block.Guid;
import io.hv.image.block.Place;
import io.hv.image.block.Run;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Backing;
import io.hv.image.spi.Disk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a VHDX image has its blocks. The file grows by blocks; those that were given back are taken first. */
final class VhdxMap implements BlockMap {

    /** So many changed pages of the BAT are kept before they are written. */
    private static final int MOST_DIRTY = LogWriter.MOST_PAGES;

    private final ImageFile file;
    private final Headers headers;
    private final Metadata metadata;
    private final Reserved reserved;
    private final Blocks blocks;
    private final SectorBitmap bitmap;
    private final Space space;
    private final LogWriter log;
    private final Backing parent;
    private final boolean keepsIdentity;
    private boolean begun;

    /**
     * Of what was checked.
     *
     * @param space of an image that is written; else of no meaning
     * @param keepsIdentity whether writing is not to be seen by children
     */
    VhdxMap(
            ImageFile file,
            Headers headers,
            Metadata metadata,
            Reserved reserved,
            Blocks blocks,
            Space space,
            @Nullable Disk parent,
            boolean keepsIdentity) {
        this.file = file;
        this.headers = headers;
        this.metadata = metadata;
        this.reserved = reserved;
        this.blocks = blocks;
        this.space = space;
        this.parent = new Backing(parent);
        this.keepsIdentity = keepsIdentity;
        bitmap = new SectorBitmap(file, metadata.sectorSize);
        log = new LogWriter(file, headers);
    }

    /** What a child knows its parent by. */
    UUID dataWriteGuid() {
        return headers.current().dataWriteGuid();
    }

    @Override
    public ImageFile file() {
        return file;
    }

    @Override
    public long capacity() {
        return metadata.capacity;
    }

    @Override
    public int blockSize() {
        return metadata.blockSize;
    }

    @Override
    public Backing backing() {
        return parent;
    }

    @Override
    public void checkBacking() {
        ParentLocator locator = metadata.parent;
        if (locator != null && !parent.isThere()) {
            throw file.fault(
                    ParentLocator.NAME,
                    locator.offset(),
                    "the bytes are in the parent, without which the image was opened");
        }
    }

    @Override
    public ImageInfo info() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("cluster-size", Integer.toString(blockSize()));
        details.put("subformat", metadata.hasParent ? "differencing" : metadata.isFixed ? "fixed" : "dynamic");
        details.put("logical-sector-size", Integer.toString(metadata.sectorSize));
        details.put("dirty-log", Boolean.toString(!file.isWritable() && hasLog()));
        ParentLocator locator = metadata.parent;
        if (locator != null) {
            locator.names().stream().findFirst().ifPresent(name -> details.put("backing-filename", name));
            details.put("backing-filename-format", ImageFormat.VHDX.id());
        }
        return new ImageInfo(file.path(), ImageFormat.VHDX, capacity(), file.size(), details);
    }

    private boolean hasLog() {
        return !headers.current().logGuid().equals(Guid.NONE);
    }

    @Override
    public Run run(long offset, long most) {
        long block = offset / blockSize();
        int skip = (int) (offset % blockSize());
        long length = Math.min(most, blockSize() - skip);
        long entry = blocks.get(block);
        return switch (Blocks.state(entry)) {
            case Blocks.NOT_PRESENT -> Run.of(Extent.Kind.ABSENT, length);
            case Blocks.FULLY_PRESENT -> new Run(Extent.Kind.DATA, Blocks.offset(entry) + skip, length);
            case Blocks.PARTIALLY_PRESENT -> {
                SectorBitmap.Part part = bitmap.part(blocks.bitmap(block), offset, length);
                yield part.isHere()
                        ? new Run(Extent.Kind.DATA, Blocks.offset(entry) + skip, part.length())
                        : Run.of(Extent.Kind.ABSENT, part.length());
            }
            // Of a block that is undefined or unmapped the parent is not asked either: zeros are as good as anything.
            default -> Run.of(Extent.Kind.ZERO, length);
        };
    }

    @Override
    public boolean hasBegun() {
        return begun;
    }

    @Override
    public void begin() {
        if (!begun) {
            UUID data = keepsIdentity ? dataWriteGuid() : UUID.randomUUID();
            headers.update(headers.current().withWrite(UUID.randomUUID(), data));
            begun = true;
        }
    }

    @Override
    public Place allocate(long block) {
        if (blocks.bat().dirtyPages() >= MOST_DIRTY) {
            writeTable();
        }
        long host = space.take();
        boolean good = false;
        try {
            long size = file.size();
            if (size < host + blockSize()) {
                file.resize(host + blockSize());
            }
            good = true;
            return new Place(host, size <= host);
        } finally {
            if (!good) {
                space.giveBack(host);
            }
        }
    }

    @Override
    public void giveBack(Place place) {
        space.giveBack(place.host());
    }

    @Override
    public void set(long block, Place place) {
        blocks.set(block, place.host() | Blocks.FULLY_PRESENT);
    }

    /** A fixed disk keeps its room. */
    @Override
    public boolean canRelease() {
        return !metadata.isFixed;
    }

    @Override
    public void release(long block) {
        if (blocks.bat().dirtyPages() >= MOST_DIRTY) {
            writeTable();
        }
        long entry = blocks.get(block);
        blocks.set(block, Blocks.ZERO);
        space.free(Blocks.offset(entry));
    }

    /** Leaves the file as closing would, which then writes nothing: who looks at it after both finds it the same. */
    @Override
    public void flush() {
        writeTable();
        log.close();
    }

    /** What is in the log is for good; where it belongs it is at the next change, or the next flush. */
    private void writeTable() {
        if (blocks.bat().dirtyPages() == 0) {
            file.force();
        } else {
            blocks.bat().write(log);
        }
        space.settle();
    }

    /** Room that no entry points to is free, and no leak: nothing counts it. */
    @Override
    public CheckReport check() {
        List<String> findings = new ArrayList<>();
        SpaceCheck check = new SpaceCheck(blocks, new Space(reserved, blockSize()), metadata);
        check.run(findings);
        return new CheckReport(check.faults(), 0, check.allocated(), findings);
    }

    @Override
    public void close() {
        try (file;
                parent) {
            if (file.isWritable()) {
                log.close();
            }
        }
    }
}
