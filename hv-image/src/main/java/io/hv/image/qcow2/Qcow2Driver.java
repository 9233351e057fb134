package io.hv.image.qcow2;

import io.hv.image.CheckReport;
import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Qcow2 images. */
public final class Qcow2Driver implements Driver {

    private final int cacheBytes;

    /** With room for tables as there usually is. */
    public Qcow2Driver() {
        this(PageCache.DEFAULT_BYTES);
    }

    /** With room for so many bytes of tables: for tests of what happens when it is full. */
    Qcow2Driver(int cacheBytes) {
        this.cacheBytes = cacheBytes;
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.QCOW2;
    }

    @Override
    public boolean probe(ByteBuffer first) {
        return first.remaining() >= Integer.BYTES && first.getInt(0) == Header.MAGIC;
    }

    @Override
    public Disk open(ImageFile file, Opening opening) {
        Header header = HeaderReader.read(file);
        ImageFile data = file;
        if (header.has(Feature.DATA_FILE)) {
            Extension name = header.extension(Extension.DATA_FILE)
                    .orElseThrow(() -> file.fault("external data file", -1, "its name is not in the header"));
            data = opening.dataFile(name.text(), true, "external data file name", name.offset());
        }
        Metadata metadata = new Metadata(file, data, header, cacheBytes);
        var unused = new SnapshotTable(metadata).read();
        Optional<Disk> backing = Optional.empty();
        String backingName = header.backingFile;
        if (backingName != null) {
            backing = opening.backing(
                    backingName, header.backingFormat().orElse(null), "backing_file", header.backingFileOffset);
        }
        Qcow2Disk disk = new Qcow2Disk(metadata, backing.orElse(null));
        // One that is marked as corrupt is for who repairs it, and for nobody who only opens it.
        if (opening.isWritable() && header.has(Feature.DIRTY) && !header.has(Feature.CORRUPT)) {
            catchUp(metadata);
        }
        return disk;
    }

    /** Reference counts were kept late, and whoever kept them did not come to write them. */
    private static void catchUp(Metadata metadata) {
        Check check = new Check(metadata);
        CheckReport unused = check.run();
        new Repair(metadata, check).run();
    }

    @Override
    public void create(ImageFile file, CreateOptions options, long capacity, Path dataFile) {
        new Creator(file, options).run(capacity);
    }
}
