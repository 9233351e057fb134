package io.hv.image.vmdk;

import io.hv.image.Extent;
import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;

/**
 * A SPARSE extent whose grains lie in its file as they are. A new grain goes to the file's end, aligned as QEMU does it.
 *
 * <p>What a crash leaves: a table names a grain only after that was forced to the disk, so that the image is sound, with
 * the room of grains lost at worst; of the two copies of a table either may be the older one.
 */
final class SparsePart implements Part {

    private static final String GRAIN = "grain";

    private final ImageFile file;
    private final SparseHeader header;
    private final GrainTables tables;
    private final int grainBytes;
    private final long length;

    SparsePart(ImageFile file, SparseHeader header, GrainTables tables) {
        this.file = file;
        this.header = header;
        this.tables = tables;
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

    /** Goes as far as grains are alike, and lie in a row. */
    @Override
    public Run run(long offset, long most) {
        long fileSize = file.size();
        long first = entry(offset / grainBytes, fileSize);
        Extent.Kind kind = kind(first);
        long end = Math.min(offset + most, (offset / grainBytes + header.tableEntries()) * grainBytes);
        long at = (offset / grainBytes + 1) * grainBytes;
        long next = first;
        while (at < end) {
            next += grainBytes / SparseHeader.SECTOR;
            long entry = entry(at / grainBytes, fileSize);
            if (kind == Extent.Kind.DATA ? entry != next : kind(entry) != kind) {
                break;
            }
            at += grainBytes;
        }
        long host = kind == Extent.Kind.DATA ? first * SparseHeader.SECTOR + offset % grainBytes : -1;
        return new Run(kind, host, Math.min(at, end) - offset);
    }

    private Extent.Kind kind(long entry) {
        if (entry == GrainTables.NONE) {
            return Extent.Kind.ABSENT;
        }
        return isZeroed(entry) ? Extent.Kind.ZERO : Extent.Kind.DATA;
    }

    private boolean isZeroed(long entry) {
        return entry == GrainTables.ZEROED && header.has(SparseHeader.ZEROED_GRAINS);
    }

    private long entry(long grain, long fileSize) {
        long entry = tables.get(grain);
        if (entry == GrainTables.NONE || isZeroed(entry)) {
            return entry;
        }
        long host = entry * SparseHeader.SECTOR;
        long used = Math.min(grainBytes, length - grain * grainBytes);
        if (host > fileSize - used) {
            throw fault(grain, "the grain at " + host + " is not in the file");
        }
        if (tables.touches(host, used)) {
            throw fault(grain, "the grain at " + host + " lies on a table or a header");
        }
        return entry;
    }

    private ImageException fault(long grain, String why) {
        return file.fault("grain table entry", tables.at(grain), why);
    }

    @Override
    public void read(Run run, long offset, ByteBuffer into) {
        file.read(GRAIN, run.host(), into);
    }

    @Override
    public int writeInPlace(long offset, ByteBuffer from) {
        Run run = run(offset, from.remaining());
        if (run.kind() != Extent.Kind.DATA) {
            return 0;
        }
        int n = (int) run.length();
        file.write(GRAIN, run.host(), from.slice(from.position(), n));
        from.position(from.position() + n);
        return n;
    }

    @Override
    public void check(long offset, ByteBuffer from) {
        Run unused = run(offset, Math.min(from.remaining(), grainBytes));
    }

    @Override
    public boolean isZeroedByChange(Run run, Below below) {
        return run.kind() == Extent.Kind.DATA || (run.kind() == Extent.Kind.ABSENT && below.isThere());
    }

    @Override
    public int write(long offset, ByteBuffer from, Below below) {
        int inside = (int) (offset % grainBytes);
        int n = Math.min(from.remaining(), grainBytes - inside);
        ByteBuffer part = from.slice(from.position(), n);
        Run run = run(offset, n);
        if (run.kind() == Extent.Kind.DATA) {
            file.write(GRAIN, run.host(), part);
        } else {
            ByteBuffer grain = ByteBuffer.allocate(grainBytes);
            long start = offset - inside;
            int used = (int) Math.min(grainBytes, length - start);
            if (run.kind() == Extent.Kind.ABSENT && below.isThere() && n < used) {
                below.read(start, grain.limit(used));
            }
            put(offset / grainBytes, grain.clear().put(inside, part, 0, n));
        }
        from.position(from.position() + n);
        return n;
    }

    private void put(long grain, ByteBuffer bytes) {
        tables.prepare(grain);
        long host = (file.size() + grainBytes - 1) / grainBytes * grainBytes;
        int sector = tables.sector(host, grainBytes);
        file.write(GRAIN, host, bytes);
        tables.set(grain, sector);
        if (tables.isFull()) {
            tables.flush();
        }
    }

    /** What is nowhere reads as zeros already, unless there is a parent. */
    @Override
    public void zero(Run run, long offset, Below below) {
        if (run.kind() == Extent.Kind.DATA) {
            file.zero(GRAIN, run.host(), run.length());
        } else {
            for (long at = offset; at < offset + run.length(); ) {
                long stop = Math.min(offset + run.length(), (at / grainBytes + 1) * grainBytes);
                zeroGrain(at, (int) (stop - at), below);
                at = stop;
            }
        }
    }

    private void zeroGrain(long offset, int n, Below below) {
        boolean isWhole = offset % grainBytes == 0 && (n == grainBytes || offset + n == length);
        if (isWhole && header.has(SparseHeader.ZEROED_GRAINS)) {
            tables.prepare(offset / grainBytes);
            tables.set(offset / grainBytes, GrainTables.ZEROED);
            if (tables.isFull()) {
                tables.flush();
            }
        } else {
            int unused = write(offset, ByteBuffer.allocate(n), below);
        }
    }

    @Override
    public boolean canForget() {
        return true;
    }

    @Override
    public void forget() {
        tables.forget(header);
    }

    /** Each grain is in the file, on no table, and on no other; and both copies of the tables say so. */
    @Override
    public void verify(Findings findings, boolean mend) {
        long fileSize = file.size();
        long grains = (length + grainBytes - 1) / grainBytes;
        long[] hosts = LongStream.range(0, grains)
                .map(grain -> host(grain, fileSize, findings))
                .filter(host -> host > 0)
                .sorted()
                .toArray();
        findings.grains(hosts.length);
        for (int i = 1; i < hosts.length; i++) {
            if (hosts[i] - hosts[i - 1] < grainBytes) {
                findings.add(file.fault("grain table", -1, "two grains share the bytes at " + hosts[i]));
            }
        }
        tables.compare(findings, mend);
    }

    /** Where a grain is; 0 where it is nowhere, or where that is wrong. */
    private long host(long grain, long fileSize, Findings findings) {
        try {
            long entry = entry(grain, fileSize);
            return entry == GrainTables.NONE || isZeroed(entry) ? 0 : entry * SparseHeader.SECTOR;
        } catch (ImageException e) {
            findings.add(e);
            return 0;
        }
    }

    @Override
    public void flush() {
        tables.flush();
    }
}
