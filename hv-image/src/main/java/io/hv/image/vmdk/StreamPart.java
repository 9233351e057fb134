package io.hv.image.vmdk;

import io.hv.image.Extent;
import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/**
 * A SPARSE extent whose grains are compressed. Each is written once, as a whole, behind all others. Behind the last one
 * there is an end-of-stream marker after each flush, which the next grain overwrites.
 *
 * <p>What a crash leaves: as of a {@link SparsePart}.
 */
final class StreamPart implements Part {

    private final ImageFile file;
    private final SparseHeader header;
    private final GrainTables tables;
    private final CompressedGrains grains;
    private final int grainBytes;
    private final long length;
    /** Where the next grain goes; below 0 as long as there was none. */
    private long end = -1;

    private boolean isEnded = true;

    StreamPart(ImageFile file, SparseHeader header, GrainTables tables) {
        this.file = file;
        this.header = header;
        this.tables = tables;
        grains = new CompressedGrains(file, header);
        grainBytes = header.grainBytes();
        length = header.capacity() * SparseHeader.SECTOR;
    }

    @Override
    public ImageFile file() {
        return file;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int grainBytes() {
        return grainBytes;
    }

    @Override
    public boolean isRandomlyWritable() {
        return false;
    }

    /** One grain, or absent ones as far as a table goes. */
    @Override
    public Run run(long offset, long most) {
        long grain = offset / grainBytes;
        long limit = Math.min(offset + most, (grain + header.tableEntries()) * grainBytes);
        long at = (grain + 1) * grainBytes;
        long entry = tables.get(grain);
        if (isStored(entry)) {
            return new Run(Extent.Kind.COMPRESSED, host(grain, entry), Math.min(at, limit) - offset);
        }
        while (at < limit && tables.get(at / grainBytes) == entry) {
            at += grainBytes;
        }
        Extent.Kind kind = entry == GrainTables.NONE ? Extent.Kind.ABSENT : Extent.Kind.ZERO;
        return new Run(kind, -1, Math.min(at, limit) - offset);
    }

    private boolean isStored(long entry) {
        return entry != GrainTables.NONE && (entry != GrainTables.ZEROED || !header.has(SparseHeader.ZEROED_GRAINS));
    }

    private long host(long grain, long entry) {
        long host = entry * SparseHeader.SECTOR;
        if (host > file.size() - SparseHeader.SECTOR || tables.touches(host, SparseHeader.SECTOR)) {
            throw file.fault(
                    "grain table entry",
                    tables.at(grain),
                    "the grain at " + host + " is not in the file, or lies on a table or a header");
        }
        return host;
    }

    @Override
    public void read(Run run, long offset, ByteBuffer into) {
        long grain = offset / grainBytes;
        int used = (int) Math.min(grainBytes, length - grain * grainBytes);
        int inside = (int) (offset % grainBytes);
        into.put(grains.read(grain, run.host(), used).slice(inside, into.remaining()));
    }

    @Override
    public int writeInPlace(long offset, ByteBuffer from) {
        return 0;
    }

    @Override
    public void check(long offset, ByteBuffer from) {
        if (offset % grainBytes != 0
                || from.remaining() < Math.min(grainBytes, length - offset)
                || tables.get(offset / grainBytes) != GrainTables.NONE) {
            throw refused();
        }
    }

    @Override
    public int write(long offset, ByteBuffer from, Below below) {
        int n = (int) Math.min(grainBytes, length - offset);
        append(offset, pack(offset, from.slice(from.position(), n)));
        from.position(from.position() + n);
        return n;
    }

    /** What a grain becomes in the file. Needs no lock. */
    ByteBuffer pack(long offset, ByteBuffer plain) {
        return grains.pack(offset / grainBytes, plain);
    }

    /** Puts a packed grain behind all others. */
    void append(long offset, ByteBuffer packed) {
        long grain = offset / grainBytes;
        if (end < 0) {
            end = grainsEnd();
        }
        if (isEnded && file.size() > end) {
            // The marker goes: a table that is made below is put at the file's end.
            file.resize(end);
            isEnded = false;
        }
        long before = file.size();
        tables.prepare(grain);
        if (file.size() > before) {
            end = sectorEnd();
        }
        int sector = tables.sector(end, packed.remaining());
        int size = packed.remaining();
        isEnded = false;
        file.write("grain", end, packed);
        end += size;
        tables.set(grain, sector);
        if (tables.isFull()) {
            tables.flush();
        }
    }

    /** Without the marker of the last flush, by whoever it was. */
    private long grainsEnd() {
        long size = sectorEnd();
        long last = size - SparseHeader.SECTOR;
        boolean isMarker = size == file.size()
                && last >= header.overhead() * SparseHeader.SECTOR
                && !tables.touches(last, SparseHeader.SECTOR)
                && file.read("end-of-stream marker", last, SparseHeader.SECTOR)
                        .equals(ByteBuffer.allocate(SparseHeader.SECTOR));
        return isMarker ? last : size;
    }

    private long sectorEnd() {
        return (file.size() + SparseHeader.SECTOR - 1) / SparseHeader.SECTOR * SparseHeader.SECTOR;
    }

    private ImageException refused() {
        return file.fault("grain", -1, "a stream is only appended to, by whole grains, each of them once");
    }

    @Override
    public boolean isZeroedByChange(Run run, Below below) {
        if (run.kind() == Extent.Kind.COMPRESSED || (run.kind() == Extent.Kind.ABSENT && below.isThere())) {
            throw refused();
        }
        return false;
    }

    @Override
    public void zero(Run run, long offset, Below below) {}

    /** Each grain is in the file, is marked as that grain, and can be unpacked; both copies of the tables say so. */
    @Override
    public void verify(Findings findings, boolean mend) {
        long all = (length + grainBytes - 1) / grainBytes;
        for (long grain = 0; grain < all; grain++) {
            try {
                long entry = tables.get(grain);
                if (isStored(entry)) {
                    int used = (int) Math.min(grainBytes, length - grain * grainBytes);
                    Object unused = grains.read(grain, host(grain, entry), used);
                    findings.grains(1);
                }
            } catch (ImageException e) {
                findings.add(e);
            }
        }
        tables.compare(findings, mend);
    }

    @Override
    public void flush() {
        if (!isEnded) {
            file.zero("end-of-stream marker", end, SparseHeader.SECTOR);
            isEnded = true;
        }
        tables.flush();
    }
}
