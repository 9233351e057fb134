package io.hv.image.vhdx;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** VHDX images. */
public final class VhdxDriver implements Driver {

    @Override
    public ImageFormat format() {
        return ImageFormat.VHDX;
    }

    @Override
    public boolean probe(ByteBuffer first) {
        int length = Headers.MAGIC.length();
        return first.remaining() >= length
                && StandardCharsets.US_ASCII
                        .decode(first.duplicate().limit(first.position() + length))
                        .toString()
                        .equals(Headers.MAGIC);
    }

    @Override
    public List<String> subformats() {
        return List.of("dynamic", "fixed");
    }

    /** A log that is in use is played in memory first; into the file only once all else is good, and if it may be written. */
    @Override
    public Disk open(ImageFile file, Opening opening) {
        Headers headers = Headers.read(file);
        VhdxHeader header = headers.current();
        LogOverlay overlay = header.logGuid().equals(Guid.NONE)
                ? null
                : new LogOverlay(file, header, new LogReader(file, header).active());
        ImageFile view = overlay == null ? file : new ImageFile(file.path(), overlay, false);
        Reserved reserved = new Reserved();
        reserve(file, headers, reserved);
        RegionTable regions = RegionTable.read(view, reserved);
        Metadata metadata = new Metadata(view, regions.metadata());
        ParentLocator locator = metadata.parent;
        if (locator != null && opening.isWritable()) {
            throw file.fault(ParentLocator.NAME, locator.offset(), "a differencing image can only be read");
        }
        Blocks blocks = new Blocks(view, metadata, regions.bat(), reserved);
        Space space = new Space(reserved, metadata.blockSize);
        if (opening.isWritable()) {
            new SpaceCheck(blocks, space, metadata).refuse(file);
        }
        Disk parent = locator == null ? null : parent(file, locator, opening);
        if (opening.isWritable() && overlay != null) {
            overlay.play();
            headers.update(header.withLog(Guid.NONE));
        }
        if (opening.isWritable()) {
            view = file;
            blocks = new Blocks(file, metadata, regions.bat(), reserved);
        }
        return new BlockDisk(
                new VhdxMap(view, headers, metadata, reserved, blocks, space, parent, opening.keepsIdentity()));
    }

    private static void reserve(ImageFile file, Headers headers, Reserved reserved) {
        VhdxHeader header = headers.current();
        String other = reserved.at(header.logOffset(), header.logLength());
        if (!other.isEmpty()) {
            throw file.fault("LogOffset", headers.offset() + VhdxHeader.AT_LOG_OFFSET, "it overlaps the " + other);
        }
        reserved.add("log", header.logOffset(), header.logLength());
    }

    /** The first of the names by which there is a file. */
    private static @Nullable Disk parent(ImageFile file, ParentLocator locator, Opening opening) {
        ImageException missing = null;
        for (String name : locator.names()) {
            try {
                Optional<Disk> parent =
                        opening.backing(name, ImageFormat.VHDX.id(), ParentLocator.NAME, locator.offset());
                parent.ifPresent(disk -> check(file, locator, disk));
                return parent.orElse(null);
            } catch (ImageException e) {
                if (!e.file().equals(file.path()) || !(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
                if (missing == null) {
                    missing = e;
                }
            }
        }
        if (missing != null) {
            throw missing;
        }
        throw file.fault(ParentLocator.NAME, locator.offset(), "it has no path of the parent");
    }

    private static void check(ImageFile file, ParentLocator locator, Disk disk) {
        VhdxMap parent = (VhdxMap) ((BlockDisk) disk).map();
        if (!locator.linkages(file).contains(parent.dataWriteGuid())) {
            throw file.fault(
                    ParentLocator.NAME,
                    locator.offset(),
                    "parent_linkage: the parent is another image, or was changed since, " + parent.dataWriteGuid());
        }
    }

    @Override
    public void create(ImageFile file, CreateOptions options, long capacity, Path dataFile) {
        new VhdxCreator(file, options).run(capacity);
    }
}
