package io.hv.image.qcow2;

import io.hv.image.CheckReport;
import io.hv.image.Extent;
import io.hv.image.ImageInfo;
import io.hv.image.SnapshotInfo;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Backing;
import io.hv.image.spi.Disk;
import io.hv.image.spi.DiskLock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An opened qcow2 image. Reads, and writes into clusters that are there, go side by side; what changes a table is alone.
 */
final class Qcow2Disk implements Disk {

    private final Metadata metadata;
    private final Reader reader;
    private final Writer writer;
    private final DiskLock lock = new DiskLock();
    private final Backing backing;

    Qcow2Disk(Metadata metadata, @Nullable Disk backing) {
        this.metadata = metadata;
        this.backing = new Backing(backing);
        reader = new Reader(metadata, this.backing);
        writer = new Writer(metadata, reader);
    }

    @Override
    public ImageFile file() {
        return metadata.file;
    }

    @Override
    public long capacity() {
        return lock.shared(() -> metadata.header.size);
    }

    @Override
    public int clusterSize() {
        return metadata.geometry.clusterSize();
    }

    @Override
    public Optional<Disk> backing() {
        return backing.disk();
    }

    @Override
    public Optional<Path> dataFile() {
        return metadata.data == metadata.file ? Optional.empty() : Optional.of(metadata.data.path());
    }

    @Override
    public ImageInfo info() {
        return lock.shared(() -> Description.of(metadata));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        lock.share(() -> reader.read(offset, into));
    }

    @Override
    public void write(long offset, ByteBuffer from) {
        long at = offset;
        while (from.hasRemaining()) {
            long here = at;
            int n = lock.shared(() -> writer.writeInPlace(here, from));
            if (n == 0) {
                n = lock.alone(() -> writer.write(here, from));
            }
            at += n;
        }
    }

    @Override
    public void writeCompressed(long offset, ByteBuffer from) {
        byte[] cluster = new byte[metadata.geometry.clusterSize()];
        int length = from.remaining();
        from.get(cluster, 0, length);
        // The work is done before the lock is taken: many threads do it at a time.
        byte[] compressed = metadata.header.has(Feature.DATA_FILE)
                ? null
                : writer.compressed().compress(cluster);
        if (compressed == null) {
            write(offset, ByteBuffer.wrap(cluster, 0, length));
            return;
        }
        lock.act(() -> writer.writeCompressed(offset, compressed));
    }

    @Override
    public void zero(long offset, long length) {
        forClusters(offset, length, writer::zero);
    }

    @Override
    public void discard(long offset, long length) {
        forClusters(offset, length, writer::discard);
    }

    private interface Range {
        void accept(long offset, long length);
    }

    /** One cluster, or a part of it, after the other, so that others get their turn. */
    private void forClusters(long offset, long length, Range action) {
        long end = offset + length;
        long at = offset;
        while (at < end) {
            long here = at;
            long step = Math.min(end, metadata.geometry.clusterStart(at) + metadata.geometry.l2Span()) - at;
            long next = lock.alone(() -> {
                long position = here;
                while (position < here + step) {
                    long stop = Math.min(
                            here + step, metadata.geometry.clusterStart(position) + metadata.geometry.clusterSize());
                    action.accept(position, stop - position);
                    position = stop;
                }
                return position;
            });
            at = next;
        }
    }

    @Override
    public Extent extent(long offset, long length) {
        return lock.shared(() -> reader.extent(offset, length));
    }

    @Override
    public Extent ownExtent(long offset, long length) {
        return lock.shared(() -> reader.own(offset, length));
    }

    @Override
    public void flush() {
        lock.act(metadata::writeBack);
    }

    @Override
    public void settle() {
        metadata.data.settle();
    }

    @Override
    public void resize(long capacity) {
        lock.act(() -> new Resize(metadata, writer, backing).to(capacity));
    }

    @Override
    public void checkResize(long capacity) {
        lock.share(() -> new Resize(metadata, writer, backing).check(capacity));
    }

    @Override
    public CheckReport check(boolean repairLeaks, boolean repairAll) {
        return lock.alone(() -> {
            if (file().isWritable()) {
                metadata.writeBack();
            }
            Check check = new Check(metadata);
            CheckReport report = check.run();
            // A leak beside worse damage may be what is missing elsewhere: it is not given back alone.
            boolean leaksAlone = repairLeaks && report.corruptions() == 0;
            if ((repairAll && !report.isClean()) || (leaksAlone && report.leaks() > 0)) {
                new Repair(metadata, check).run();
                writer.compressed().forget();
            }
            return report;
        });
    }

    @Override
    public List<SnapshotInfo> snapshots() {
        return lock.shared(() ->
                new SnapshotTable(metadata).read().stream().map(Snapshot::info).toList());
    }

    @Override
    public SnapshotInfo createSnapshot(String name) {
        return lock.alone(() -> new Snapshots(metadata, writer).create(name));
    }

    @Override
    public void applySnapshot(String idOrName) {
        lock.act(() -> new Snapshots(metadata, writer).apply(idOrName));
    }

    @Override
    public void deleteSnapshot(String idOrName) {
        lock.act(() -> new Snapshots(metadata, writer).delete(idOrName));
    }

    @Override
    public boolean isOverlay() {
        return true;
    }

    @Override
    public void attach(Disk below) {
        lock.act(() -> backing.replace(below));
    }

    @Override
    public void rebase(@Nullable String name, @Nullable String format, @Nullable Disk disk) {
        lock.act(() -> {
            metadata.begin();
            new BackingChange(metadata).to(name, format);
            backing.replace(disk);
        });
    }

    @Override
    public void makeEmpty() {
        lock.act(() -> {
            for (long at = 0; at < metadata.header.size; at += metadata.geometry.clusterSize()) {
                if (metadata.tables.hasL2(at)) {
                    writer.forget(at);
                }
            }
            metadata.writeBack();
        });
    }

    @Override
    public void close() {
        lock.act(() -> {
            try (metadata.data;
                    metadata.file;
                    backing) {
                // All of them, whatever becomes of one.
            }
        });
    }
}
