package io.hv.kvm.memory;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.PageMap;
import java.util.Arrays;
import java.util.BitSet;

/** Runs of pages of a RAM file, by offset. Not changed any more once it is filled, and then safe for any thread. */
final class PageRuns implements PageMap.Runs {

    private static final int FIRST_ROOM = 64;

    private static final long PAGE = DirtyBitmap.PAGE_SIZE;

    /** Offset and length, in turn. */
    private long[] runs = new long[FIRST_ROOM];

    private int used;
    private long bytes;

    /** No page. */
    PageRuns() {}

    /** The pages of a private mapping that are its own. */
    static PageRuns own(Mapping mapping) {
        PageRuns own = new PageRuns();
        try (PageMap pages = new PageMap()) {
            pages.own(mapping, own);
        }
        return own;
    }

    /** These pages, by number. */
    static PageRuns of(BitSet pages) {
        PageRuns runs = new PageRuns();
        for (int from = pages.nextSetBit(0); from >= 0; ) {
            int to = pages.nextClearBit(from);
            runs.run(from * PAGE, (to - from) * PAGE);
            from = pages.nextSetBit(to);
        }
        return runs;
    }

    /** The pages that a file of this size has, all others being holes. */
    static PageRuns data(RamFile file, long size) {
        PageRuns data = new PageRuns();
        walk(file, 0, size, data, (offset, length) -> {});
        return data;
    }

    /** Tells the pages in a part of a file that have anything, and those that are wholly holes. */
    private static void walk(RamFile file, long from, long end, PageMap.Runs data, PageMap.Runs holes) {
        long at = from;
        while (at < end) {
            long first = next(file.nextData(at), end);
            // A file system's blocks may be smaller than pages.
            long begin = first & -PAGE;
            tell(holes, at, begin);
            at = first < end ? Math.min(end, (next(file.nextHole(first), end) + PAGE - 1) & -PAGE) : end;
            tell(data, begin, at);
        }
    }

    private static void tell(PageMap.Runs sink, long from, long to) {
        if (from < to) {
            sink.run(from, to - from);
        }
    }

    private static long next(long answer, long end) {
        if (answer < 0 && answer != -Errno.ENXIO) {
            throw new NativeException("lseek", (int) -answer);
        }
        return answer < 0 ? end : Math.min(answer, end);
    }

    @Override
    public void run(long offset, long length) {
        if (used == runs.length) {
            runs = Arrays.copyOf(runs, 2 * used);
        }
        runs[used++] = offset;
        runs[used++] = length;
        bytes += length;
    }

    /** Tells each of them. */
    void forEach(PageMap.Runs sink) {
        for (int i = 0; i < used; i += 2) {
            sink.run(runs[i], runs[i + 1]);
        }
    }

    /** Adds them to pages by number. */
    void addTo(BitSet pages) {
        forEach((offset, length) ->
                pages.set(Math.toIntExact(offset / PAGE), Math.toIntExact((offset + length) / PAGE)));
    }

    /** How many bytes there are in all of them. */
    long bytes() {
        return bytes;
    }

    /** How many pages there are in all of them. */
    long pages() {
        return bytes / DirtyBitmap.PAGE_SIZE;
    }

    /** Those of these pages that are holes in a file: with {@link #data} of that file they make all, and none twice. */
    PageRuns notIn(RamFile file) {
        PageRuns missing = new PageRuns();
        for (int i = 0; i < used; i += 2) {
            walk(file, runs[i], runs[i] + runs[i + 1], (offset, length) -> {}, missing);
        }
        return missing;
    }

    /** Copies these pages from memory to a file. */
    void write(Mapping from, RamFile to) {
        copy(from, to, to::writeAt, "pwritev");
    }

    /** Copies these pages from a file to memory. */
    void read(RamFile from, Mapping to) {
        copy(to, from, from::readAt, "preadv");
    }

    @FunctionalInterface
    private interface Call {
        long at(IoVector pieces, long offset);
    }

    private void copy(Mapping memory, RamFile file, Call call, String name) {
        IoVector piece = new IoVector(1);
        for (int i = 0; i < used; i += 2) {
            long done = 0;
            while (done < runs[i + 1]) {
                piece.clear();
                boolean unused = piece.add(memory.address() + runs[i] + done, runs[i + 1] - done);
                long result = call.at(piece, runs[i] + done);
                if (result <= 0 && result != -Errno.EINTR) {
                    throw new NativeException(name + "(" + file + ")", result < 0 ? (int) -result : Errno.EIO);
                }
                done += Math.max(0, result);
            }
        }
    }
}
