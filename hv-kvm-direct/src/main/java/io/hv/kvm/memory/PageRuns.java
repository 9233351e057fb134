package io.hv.kvm.memory;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.PageMap;
import java.util.Arrays;

/** Runs of pages of a RAM file, by offset. Not changed any more once it is filled, and then safe for any thread. */
final class PageRuns implements PageMap.Runs {

    private static final int FIRST_ROOM = 64;

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

    /** The pages that a file of this size has, all others being holes. */
    static PageRuns data(RamFile file, long size) {
        PageRuns data = new PageRuns();
        for (long at = next(file.nextData(0), size); at < size; ) {
            long hole = next(file.nextHole(at), size);
            data.run(at, hole - at);
            at = next(file.nextData(hole), size);
        }
        return data;
    }

    private static long next(long answer, long size) {
        if (answer < 0 && answer != -Errno.ENXIO) {
            throw new NativeException("lseek", (int) -answer);
        }
        return answer < 0 ? size : Math.min(answer, size);
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

    /** How many bytes there are in all of them. */
    long bytes() {
        return bytes;
    }

    /** How many pages there are in all of them. */
    long pages() {
        return bytes / DirtyBitmap.PAGE_SIZE;
    }

    /** Those that are not wholly in a file, where they may be holes. */
    PageRuns notIn(RamFile file) {
        PageRuns missing = new PageRuns();
        for (int i = 0; i < used; i += 2) {
            if (file.nextData(runs[i]) != runs[i] || file.nextHole(runs[i]) < runs[i] + runs[i + 1]) {
                missing.run(runs[i], runs[i + 1]);
            }
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
