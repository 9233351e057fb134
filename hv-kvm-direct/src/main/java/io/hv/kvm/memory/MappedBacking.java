package io.hv.kvm.memory;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.PageMap;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * RAM that vCPUs can run in: a memfd, mapped as one run of addresses that stays where it is.
 *
 * <p>At first the mapping is shared: what is written is in the file. The first freeze makes it private; the file then is what
 * it was at that instant, without a copy, and is sealed before anybody maps it. Pages that are written from then on are the
 * mapping's own, and a later freeze copies those. A machine that begins from frozen memory maps that file privately from the start.
 */
final class MappedBacking implements Backing {

    /**
     * So much is copied for each child rather than once for all: it takes a few milliseconds, and to fold would take longer
     * in most machines.
     */
    static final long ALWAYS_COPIED = 16 << 20;

    /**
     * Own pages are folded with the file into a new one when they are more than this part of what the file has: then the
     * guest has written at least a quarter of what folding copies, so that over time it costs as much as the guest's writes.
     */
    static final int FOLDED_PART = 4;

    private final List<Region> regions;
    private final String name;
    private final long size;
    private final Mapping mapping;
    private final ByteBuffer[] chunks;

    // Under this object's monitor.
    private RamFile file;
    private boolean isPrivate;

    /** RAM of zeros. */
    MappedBacking(List<Region> regions, String name) {
        this.regions = regions;
        this.name = name;
        this.size = Backing.fileSize(regions);
        this.file = new RamFile(name, size);
        try {
            this.mapping = file.mapShared(size);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        this.chunks = views();
    }

    /**
     * RAM as it was at another machine's freeze.
     *
     * @param frozen open until this returns
     */
    MappedBacking(FrozenMemory frozen, String name) {
        this.regions = frozen.regions();
        this.name = name;
        this.size = Backing.fileSize(regions);
        this.file = frozen.base();
        this.isPrivate = true;
        try {
            this.mapping = file.map(size);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        try {
            frozen.complete(mapping);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        this.chunks = views();
    }

    private ByteBuffer[] views() {
        ByteBuffer[] views = new ByteBuffer[Math.toIntExact(((size - 1) >>> CHUNK_SHIFT) + 1)];
        for (int i = 0; i < views.length; i++) {
            long offset = (long) i << CHUNK_SHIFT;
            views[i] = mapping.view(offset, (int) Math.min(size - offset, 1L << CHUNK_SHIFT));
        }
        return views;
    }

    @Override
    public int chunkShift() {
        return CHUNK_SHIFT;
    }

    @Override
    public ByteBuffer[] chunks() {
        return chunks;
    }

    @Override
    public long hostAddress() {
        return mapping.address();
    }

    /** What is written is in the file, or among the private mapping's own pages. */
    @Override
    public synchronized long nextData(long offset, long end) {
        long next = nextInFile(offset, end);
        if (!isPrivate || next == offset) {
            return next;
        }
        try (PageMap pages = new PageMap()) {
            return Math.max(offset, pages.nextOwn(mapping, offset & -DirtyBitmap.PAGE_SIZE, next));
        }
    }

    private long nextInFile(long offset, long end) {
        long next = file.nextData(offset);
        if (next == -Errno.ENXIO) {
            return end;
        }
        // Whatever else it answers means only that it does not know.
        return next < offset ? offset : Math.min(next, end);
    }

    /** Whatever fails, the RAM is as it was, and can be frozen another time. */
    @Override
    public synchronized FrozenMemory freeze() {
        boolean first = !isPrivate;
        becomePrivate();
        PageRuns own = first ? new PageRuns() : PageRuns.own(mapping);
        if (own.bytes() == 0) {
            return FrozenMemory.of(regions, file.share(), 0);
        }
        if (own.bytes() > Math.max(ALWAYS_COPIED, file.allocated() / FOLDED_PART)) {
            long copied = fold(own);
            return FrozenMemory.of(regions, file.share(), copied);
        }
        return difference(own);
    }

    private void becomePrivate() {
        if (!isPrivate) {
            file.becomePrivate(mapping);
            isPrivate = true;
        }
    }

    private FrozenMemory difference(PageRuns own) {
        RamFile difference = new RamFile(name + "-delta", size);
        try {
            own.write(mapping, difference);
            return FrozenMemory.of(regions, file.share(), difference, own);
        } catch (RuntimeException e) {
            difference.close();
            throw e;
        }
    }

    /** Copies all there is into a new file, and puts it in the place of the present one. */
    private long fold(PageRuns own) {
        RamFile whole = new RamFile(name, size);
        long copied;
        try {
            PageRuns data = PageRuns.data(file, size);
            PageRuns more = own.notIn(file);
            data.write(mapping, whole);
            more.write(mapping, whole);
            copied = data.pages() + more.pages();
        } catch (RuntimeException e) {
            whole.close();
            throw e;
        }
        file.close();
        file = whole;
        // If this fails, the new file is mapped shared, and that is the state that these say.
        isPrivate = false;
        whole.mapOver(mapping);
        isPrivate = true;
        return copied;
    }

    /** A file that was frozen is others' too, or a file on a disk: then only what the mapping has of its own is given back. */
    @Override
    public synchronized void release(long offset, long length) {
        if (isPrivate) {
            mapping.dropOwn(offset, length);
        } else {
            mapping.punchHole(offset, length);
        }
    }

    @Override
    public synchronized long ownPages() {
        return isPrivate ? PageRuns.own(mapping).pages() : 0;
    }

    @Override
    public synchronized void close() {
        mapping.close();
        file.close();
    }
}
