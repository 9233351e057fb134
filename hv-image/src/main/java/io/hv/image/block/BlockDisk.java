package io.hv.image.block;

import io.hv.image.CheckReport;
import io.hv.image.Extent;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.DiskLock;
import io.hv.image.spi.Fill;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A disk in blocks. Reads, and writes into blocks that are there, go side by side; what changes where blocks are is alone.
 */
public final class BlockDisk implements Disk {

    private static final String DATA = "data";

    private final BlockMap map;
    private final DiskLock lock = new DiskLock();

    /** Of a map that is closed with it. */
    public BlockDisk(BlockMap map) {
        this.map = map;
    }

    /** Where its blocks are. */
    public BlockMap map() {
        return map;
    }

    @Override
    public ImageFile file() {
        return map.file();
    }

    @Override
    public long capacity() {
        return map.capacity();
    }

    @Override
    public int clusterSize() {
        return map.blockSize();
    }

    @Override
    public Optional<Disk> backing() {
        return map.backing().disk();
    }

    @Override
    public void attach(Disk below) {
        lock.act(() -> map.backing().replace(below));
    }

    @Override
    public ImageInfo info() {
        return lock.shared(map::info);
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        lock.share(() -> readRuns(offset, into));
    }

    private void readRuns(long offset, ByteBuffer into) {
        long at = offset;
        int limit = into.limit();
        while (into.position() < limit) {
            Run run = map.run(at, limit - into.position());
            into.limit(into.position() + (int) run.length());
            switch (run.kind()) {
                case DATA -> map.file().read(DATA, run.host(), into);
                case ABSENT -> readBacking(at, into);
                default -> Fill.zeros(into);
            }
            into.limit(limit);
            at += run.length();
        }
    }

    private void readBacking(long offset, ByteBuffer into) {
        map.checkBacking();
        map.backing().read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) {
        long at = offset;
        while (from.hasRemaining()) {
            long here = at;
            int n = lock.shared(() -> map.hasBegun() ? writeInPlace(here, from) : 0);
            if (n == 0) {
                n = lock.alone(() -> writeBlock(here, from));
            }
            at += n;
        }
    }

    /** Returns how many bytes were written; 0 where the block has no room yet. */
    private int writeInPlace(long offset, ByteBuffer from) {
        Run run = map.run(offset, from.remaining());
        if (run.kind() != Extent.Kind.DATA) {
            return 0;
        }
        map.file().write(DATA, run.host(), piece(from, (int) run.length()));
        return (int) run.length();
    }

    private static ByteBuffer piece(ByteBuffer from, int length) {
        ByteBuffer piece = from.slice(from.position(), length);
        from.position(from.position() + length);
        return piece;
    }

    /** Writes what lies in one block. Returns how many bytes that was. */
    private int writeBlock(long offset, ByteBuffer from) {
        map.begin();
        int inPlace = writeInPlace(offset, from);
        if (inPlace > 0) {
            return inPlace;
        }
        int size = map.blockSize();
        int skip = (int) (offset % size);
        int length = Math.min(from.remaining(), size - skip);
        Place place = map.allocate(offset / size);
        boolean good = false;
        try {
            if (!place.isZeros()) {
                map.file().zero(DATA, place.host(), skip);
                map.file().zero(DATA, place.host() + skip + length, size - skip - length);
            }
            map.file().write(DATA, place.host() + skip, piece(from, length));
            good = true;
        } finally {
            if (!good) {
                map.giveBack(place);
            }
        }
        map.set(offset / size, place);
        return length;
    }

    @Override
    public void zero(long offset, long length) {
        forBlocks(offset, length, true);
    }

    @Override
    public void discard(long offset, long length) {
        forBlocks(offset, length, false);
    }

    /** One block, or a part of it, after the other, so that others get their turn. */
    private void forBlocks(long offset, long length, boolean zeros) {
        long end = offset + length;
        for (long at = offset; at < end; ) {
            long here = at;
            long stop = Math.min(end, (at / map.blockSize() + 1) * map.blockSize());
            at = lock.alone(() -> {
                clear(here, stop, zeros);
                return stop;
            });
        }
    }

    private void clear(long from, long to, boolean zeros) {
        for (long at = from; at < to; ) {
            Run run = map.run(at, to - at);
            boolean whole = from % map.blockSize() == 0 && (to % map.blockSize() == 0 || to == map.capacity());
            boolean release = whole && map.canRelease();
            if (run.kind() == Extent.Kind.DATA && (zeros || release)) {
                map.begin();
                if (release) {
                    map.release(from / map.blockSize());
                    return;
                }
                map.file().zero(DATA, run.host(), run.length());
            }
            at += run.length();
        }
    }

    @Override
    public Extent ownExtent(long offset, long length) {
        Run run = lock.shared(() -> map.run(offset, length));
        return new Extent(offset, run.length(), run.kind(), 0, run.host());
    }

    @Override
    public Extent extent(long offset, long length) {
        return orBelow(ownExtent(offset, length));
    }

    @Override
    public void flush() {
        lock.act(map::flush);
    }

    @Override
    public CheckReport check(boolean repairLeaks, boolean repairAll) {
        if (repairLeaks || repairAll) {
            throw unsupported("repair");
        }
        return lock.alone(() -> {
            if (file().isWritable() && map.hasBegun()) {
                map.flush();
            }
            return map.check();
        });
    }

    @Override
    public void close() {
        lock.act(map::close);
    }
}
