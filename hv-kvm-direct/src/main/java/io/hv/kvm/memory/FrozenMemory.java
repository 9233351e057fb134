package io.hv.kvm.memory;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Mapping;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RAM as it was at one instant, from which any number of machines can begin ({@link GuestMemory#of}): a file that they
 * share, sealed before the first begins, and the pages that differed from it, which each copies. It takes memory for those
 * pages only; the file is that of the machine that was frozen.
 *
 * <p>Safe for any thread. {@link #close()} is for its owner, once no more machines are to begin from it; those that have
 * begun keep what they need.
 */
public final class FrozenMemory implements AutoCloseable {

    private final List<Region> regions;
    private final RamFile base;
    private final @Nullable RamFile difference;
    private final PageRuns differing;
    private final long copied;
    private boolean closed;

    /** Takes over the owner's part in both files. */
    private FrozenMemory(
            List<Region> regions, RamFile base, @Nullable RamFile difference, PageRuns differing, long copied) {
        this.regions = regions;
        this.base = base;
        this.difference = difference;
        this.differing = differing;
        this.copied = copied;
    }

    /** All of it is in one file, for which so many pages had to be copied. */
    static FrozenMemory of(List<Region> regions, RamFile base, long copied) {
        return new FrozenMemory(regions, base, null, new PageRuns(), copied);
    }

    /** A file, and the pages that differ from it in another one. */
    static FrozenMemory of(List<Region> regions, RamFile base, RamFile difference, PageRuns differing) {
        return new FrozenMemory(regions, base, difference, differing, differing.pages());
    }

    /**
     * RAM as a file has it, from an offset on. The file must not be changed for as long as a machine uses it: what is read
     * from a file that has become shorter ends in a SIGBUS.
     *
     * @param file taken over, also if this fails
     * @param start where the RAM begins, a multiple of the page size
     * @throws IllegalArgumentException if the regions overlap, are out of order, or leave a gap in the file
     */
    public static FrozenMemory of(List<Region> regions, Fd file, long start) {
        try {
            long unused = Backing.fileSize(regions);
            return of(List.copyOf(regions), new RamFile(file, start), 0);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * RAM as frozen RAM has it but for some pages, which another file has. That must not be changed either.
     *
     * @param before all in one file; it stays the caller's
     * @param file taken over, also if this fails
     * @param start where the RAM begins in it, a multiple of the page size
     * @param pages which are in it, by their number in the RAM, zeros included
     * @throws IllegalArgumentException if there are not so many pages, or if {@code before} is not in one file
     * @throws IllegalStateException if {@code before} is closed
     */
    public static FrozenMemory of(FrozenMemory before, Fd file, long start, BitSet pages) {
        RamFile difference = new RamFile(file, start);
        try {
            if (before.difference != null) {
                throw new IllegalArgumentException("RAM of three files");
            }
            if (pages.length() > Backing.fileSize(before.regions) / DirtyBitmap.PAGE_SIZE) {
                throw new IllegalArgumentException("page " + (pages.length() - 1) + " of " + before.regions);
            }
            return new FrozenMemory(before.regions, before.base(), difference, PageRuns.of(pages), 0);
        } catch (RuntimeException e) {
            difference.close();
            throw e;
        }
    }

    /**
     * What of it is not as other frozen RAM has it; the caller closes it, before this or after.
     *
     * @param before of the same regions; it stays the caller's
     */
    public FrozenDifference since(FrozenMemory before) {
        if (!regions.equals(before.regions)) {
            throw new IllegalArgumentException("regions " + regions + " and " + before.regions);
        }
        FrozenView now = view();
        try {
            FrozenView then = before.view();
            try {
                return new FrozenDifference(now, then, mayDiffer(now, before, then));
            } catch (RuntimeException e) {
                then.close();
                throw e;
            }
        } catch (RuntimeException e) {
            now.close();
            throw e;
        }
    }

    /** Where both stand on the same file, only what either has beside it; else all that either has. */
    private BitSet mayDiffer(FrozenView now, FrozenMemory before, FrozenView then) {
        BitSet pages = new BitSet();
        if (base == before.base) {
            differing.addTo(pages);
            before.differing.addTo(pages);
        } else {
            pages.or(now.pages());
            pages.or(then.pages());
        }
        return pages;
    }

    /** All of it, to be read; the caller closes it, before this or after. */
    public FrozenView view() {
        long size = Backing.fileSize(regions);
        try (RamFile file = base()) {
            Mapping mapping = file.map(size);
            try {
                complete(mapping);
                PageRuns runs = PageRuns.data(file, size);
                return new FrozenView(mapping, runs, differing.notIn(file));
            } catch (RuntimeException e) {
                mapping.close();
                throw e;
            }
        }
    }

    /** The regions of the machine that was frozen, by ascending address. */
    public List<Region> regions() {
        return regions;
    }

    /** How many pages were copied, once, to freeze the machine. */
    public long copiedPages() {
        return copied;
    }

    /** How many pages each machine copies that begins from here. */
    public long pagesToCopy() {
        return differing.pages();
    }

    /**
     * The same once more, with an owner and a {@link #close()} of its own.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized FrozenMemory share() {
        requireOpen();
        return new FrozenMemory(
                regions, base.share(), difference == null ? null : difference.share(), differing, copied);
    }

    /**
     * A part in the file that machines share, for one of them. Both files are sealed by the first who asks: that is no part
     * of the pause of the machine that was frozen.
     */
    synchronized RamFile base() {
        requireOpen();
        base.seal();
        if (difference != null) {
            difference.seal();
        }
        return base.share();
    }

    /** Puts the pages that differ into a private mapping of the base. */
    void complete(Mapping mapping) {
        if (difference != null) {
            differing.read(difference, mapping);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the frozen memory is closed");
        }
    }

    /** Gives the owner's part back. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        base.close();
        if (difference != null) {
            difference.close();
        }
    }
}
