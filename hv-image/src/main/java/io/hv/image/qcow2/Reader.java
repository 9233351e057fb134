package io.hv.image.qcow2;

import io.hv.image.Extent;
import io.hv.image.spi.Backing;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Fill;
import java.nio.ByteBuffer;

/** Finds where the disk's bytes are and reads them. The disk's lock is held by whoever calls. */
final class Reader {

    private static final String DATA = "data";

    private final Metadata metadata;
    private final Geometry geometry;
    private final boolean dataFile;
    private final Compressed compressed;
    private final Backing backing;

    Reader(Metadata metadata, Backing backing) {
        this.metadata = metadata;
        this.backing = backing;
        geometry = metadata.geometry;
        dataFile = metadata.header.has(Feature.DATA_FILE);
        compressed = new Compressed(metadata.file, metadata.header);
    }

    /** A range that is stored in one way. */
    record Run(Extent.Kind kind, Entry entry, long host, long length) {}

    Compressed compressed() {
        return compressed;
    }

    boolean hasBacking() {
        return metadata.header.backingFile != null;
    }

    /** How a range begins. Goes as far as one L2 table, what lies in a row, and what is alike in being COPIED. */
    Run run(long offset, long most) {
        long end = Math.min(offset + most, (offset / geometry.l2Span() + 1) * geometry.l2Span());
        if (!metadata.tables.hasL2(offset)) {
            return new Run(Extent.Kind.ABSENT, Entry.NONE, -1, end - offset);
        }
        Entry first = metadata.tables.entry(offset);
        Extent.Kind kind = first.kind(geometry, dataFile, subcluster(offset));
        long host = kind == Extent.Kind.DATA ? first.host() + offset % geometry.clusterSize() : -1;
        long at = subclusterEnd(offset);
        if (kind == Extent.Kind.COMPRESSED) {
            at = geometry.clusterStart(offset) + geometry.clusterSize();
        }
        while (at < end && kind != Extent.Kind.COMPRESSED) {
            Entry entry = metadata.tables.entry(at);
            if (entry.kind(geometry, dataFile, subcluster(at)) != kind
                    || (kind == Extent.Kind.DATA && !goesOn(first, entry, host + at - offset, at))) {
                break;
            }
            at = subclusterEnd(at);
        }
        return new Run(kind, first, host, Math.min(at, end) - offset);
    }

    private boolean goesOn(Entry first, Entry entry, long host, long at) {
        return entry.isCopied() == first.isCopied() && entry.host() + at % geometry.clusterSize() == host;
    }

    int subcluster(long offset) {
        return (int) (offset % geometry.clusterSize()) / geometry.subclusterSize();
    }

    private long subclusterEnd(long offset) {
        return (offset / geometry.subclusterSize() + 1) * geometry.subclusterSize();
    }

    void read(long offset, ByteBuffer into) {
        long at = offset;
        int limit = into.limit();
        while (into.position() < limit) {
            Run run = run(at, limit - into.position());
            int n = (int) run.length;
            into.limit(into.position() + n);
            switch (run.kind) {
                case DATA -> metadata.data.read(DATA, run.host, into);
                case ZERO -> Fill.zeros(into);
                case COMPRESSED -> {
                    int skip = (int) (at % geometry.clusterSize());
                    into.put(compressed.read(run.entry).position(skip).limit(skip + n));
                }
                default -> readBacking(at, into);
            }
            into.limit(limit);
            at += n;
        }
    }

    private void readBacking(long offset, ByteBuffer into) {
        if (!backing.isThere() && hasBacking()) {
            throw metadata.file.fault(
                    "backing_file",
                    metadata.header.backingFileOffset,
                    "the bytes are in the backing file, without which the image was opened");
        }
        backing.read(offset, into);
    }

    Extent own(long offset, long length) {
        Run run = run(offset, length);
        return new Extent(offset, run.length, run.kind, 0, run.host);
    }

    Extent extent(long offset, long length) {
        Extent own = own(offset, length);
        Disk below = backing.disk().orElse(null);
        if (own.kind() != Extent.Kind.ABSENT || below == null) {
            return own;
        }
        long capacity = below.capacity();
        if (offset >= capacity) {
            return own;
        }
        Extent there = below.extent(offset, Math.min(own.length(), capacity - offset));
        return there.kind() == Extent.Kind.ABSENT
                ? new Extent(offset, there.length(), Extent.Kind.ABSENT, 0, -1)
                : new Extent(offset, there.length(), there.kind(), there.depth() + 1, there.hostOffset());
    }
}
