package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.image.CheckReport;
import io.hv.image.CreateOptions;
import io.hv.image.Extent;
import io.hv.image.file.Alone;
import io.hv.image.file.ImageFile;
import io.hv.image.file.MemoryStorage;
import io.hv.image.file.Storage;
import io.hv.image.raw.RawDriver;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image in memory, with its data file and what lies below it, opened by this package's code and read by the specification. */
final class MemoryImage {

    static final Path NAME = Path.of("disk.qcow2");
    private static final Path DATA = Path.of("disk.data");
    private static final Path BASE = Path.of("base.img");

    final MemoryStorage file = new MemoryStorage();
    final MemoryStorage data;
    /** Raw bytes below it; empty where it has no backing file. */
    final byte[] base;

    private final int cacheBytes;

    /** Made anew. */
    MemoryImage(CreateOptions options, long capacity, byte[] base, int cacheBytes) {
        this.base = base.clone();
        this.cacheBytes = cacheBytes;
        data = options.dataFile().isPresent() ? new MemoryStorage() : file;
        new Qcow2Driver().create(new ImageFile(NAME, file, true), options, capacity, DATA);
        if (data != file) {
            data.resize(capacity);
        }
    }

    MemoryImage(CreateOptions options, long capacity) {
        this(options, capacity, new byte[0], PageCache.DEFAULT_BYTES);
    }

    Disk open() {
        return open(true);
    }

    Disk open(boolean writable) {
        return open(file, writable);
    }

    /** By something that stands before the file. */
    Disk open(Storage storage, boolean writable) {
        return new Qcow2Driver(cacheBytes).open(new ImageFile(NAME, storage, writable), new Neighbours(writable));
    }

    /** The other files. */
    private final class Neighbours implements Opening {

        private final boolean writable;

        Neighbours(boolean writable) {
            this.writable = writable;
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public Optional<Disk> backing(String name, @Nullable String format, String field, long offset) {
            MemoryStorage below = new MemoryStorage();
            below.write(0, ByteBuffer.wrap(base));
            return Optional.of(new RawDriver().open(new ImageFile(BASE, below, false), Alone.READ_ONLY));
        }

        @Override
        public ImageFile dataFile(String name, boolean writable, String field, long offset) {
            return new ImageFile(DATA, data, this.writable && writable);
        }
    }

    /** The file, as the specification has it; after a flush. */
    SpecImage spec() {
        return new SpecImage(file.bytes(), data.bytes());
    }

    /** A number in the file, as damage. */
    void put(long at, long value, int bytes) {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES).putLong(0, value);
        file.write(at, number.position(Long.BYTES - bytes));
    }

    static byte[] read(Disk disk, long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.read(offset, bytes);
        return bytes.array();
    }

    /**
     * A disk that was flushed: by the specification it has these bytes, every cluster is counted as often as it is used, and
     * what this package says of bytes, places and counts is the same.
     */
    void assertHolds(Disk disk, byte[] expected) {
        SpecImage spec = spec();
        assertEquals(expected.length, spec.size());
        assertArrayEquals(expected, spec.disk(base));
        assertEquals(List.of(), new SpecCounts(spec).problems());
        assertEquals(expected.length, disk.capacity());
        assertArrayEquals(expected, read(disk, 0, expected.length));
        assertPlaces(disk, spec);
        CheckReport report = disk.check(false, false);
        assertEquals(List.of(), report.findings());
        assertEquals(0, report.corruptions() + report.leaks());
        assertEquals(stored(spec), report.clusters());
    }

    /** How many clusters have bytes, compressed or not. */
    private static long stored(SpecImage spec) {
        long stored = 0;
        for (long at = 0;
                at < spec.l1Size() * (long) spec.entriesPerTable() * spec.clusterSize();
                at += spec.clusterSize()) {
            SpecImage.Mapping mapping = spec.mapping(at);
            boolean isThere =
                    mapping.isCompressed() || mapping.host() != 0 || (spec.hasDataFile() && mapping.isCopied());
            stored += isThere ? 1 : 0;
        }
        return stored;
    }

    /** Extents go on without a gap, and are what the tables say. */
    private void assertPlaces(Disk disk, SpecImage spec) {
        int unit = spec.hasSubclusters() ? spec.clusterSize() / 32 : spec.clusterSize();
        long at = 0;
        while (at < spec.size()) {
            Extent extent = disk.ownExtent(at, spec.size() - at);
            assertEquals(at, extent.offset());
            assertEquals(0, extent.depth());
            for (long inside = at; inside < extent.end(); inside += unit) {
                assertEquals(spec.kind(inside), extent.kind(), "at " + inside);
                long host = spec.host(inside);
                assertEquals(host, host < 0 ? extent.hostOffset() : extent.hostOffset() + inside - at, "at " + inside);
            }
            at = extent.end();
        }
        assertEquals(spec.size(), at);
    }
}
