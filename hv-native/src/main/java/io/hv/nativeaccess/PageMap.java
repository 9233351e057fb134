package io.hv.nativeaccess;

import java.nio.file.Path;

/**
 * Which pages of a private mapping are its own, because they have been written, and no longer the file's ({@code
 * /proc/self/pagemap}; Documentation/admin-guide/mm/pagemap.rst). Needs no privilege. An answer of one moment: who wants a
 * true one keeps others from writing. For one thread at a time.
 */
public final class PageMap implements AutoCloseable {

    /** Bytes in a page. */
    public static final int PAGE = 4096;

    private static final int ENTRIES = 8192;
    private static final int FIRST_LOOK = 64;
    private static final long PRESENT = 1L << 63;
    private static final long SWAPPED = 1L << 62;

    /** The page belongs to a file, or to memory that is shared. */
    private static final long OF_FILE = 1L << 61;

    private static final Path FILE = Path.of("/proc/self/pagemap");

    private final Fd fd;
    private final boolean scans;
    private final NativeMemory entries = NativeMemory.allocate(ENTRIES * Long.BYTES);
    private final IoVector into = new IoVector(1);

    /** Hears of runs of pages. */
    @FunctionalInterface
    public interface Runs {

        /** Some pages side by side, by offset in the mapping; the next run is further on, and not adjacent. */
        void run(long offset, long length);
    }

    /**
     * Opens it.
     *
     * @throws NativeException if the kernel refuses
     */
    public PageMap() {
        this(true);
    }

    /** One that may ask the kernel to search, or one that reads its table, as old kernels want it. */
    PageMap(boolean scans) {
        this.fd = Fd.openReadOnly(FILE);
        this.scans = scans;
    }

    /** Tells all runs of own pages, in order. Allocates nothing, however many pages there are. */
    public void own(Mapping mapping, Runs runs) {
        if (!scans || !new PageScan().own(fd, mapping, runs)) {
            readOwn(mapping, runs);
        }
    }

    private void readOwn(Mapping mapping, Runs runs) {
        long start = -1;
        for (long offset = 0; offset < mapping.size(); ) {
            int count = read(mapping, offset, mapping.size(), ENTRIES);
            for (int i = 0; i < count; i++) {
                long at = offset + (long) i * PAGE;
                boolean own = isOwn(i);
                if (own && start < 0) {
                    start = at;
                } else if (!own && start >= 0) {
                    runs.run(start, at - start);
                    start = -1;
                }
            }
            offset += (long) count * PAGE;
        }
        if (start >= 0) {
            runs.run(start, mapping.size() - start);
        }
    }

    /** The first own page of a range, by offset in the mapping; {@code end} if there is none. Both are multiples of a page. */
    public long nextOwn(Mapping mapping, long from, long end) {
        int look = FIRST_LOOK;
        for (long offset = from; offset < end; ) {
            int count = read(mapping, offset, end, look);
            for (int i = 0; i < count; i++) {
                if (isOwn(i)) {
                    return offset + (long) i * PAGE;
                }
            }
            offset += (long) count * PAGE;
            // The next one is often near, and a long way off otherwise.
            look = Math.min(2 * look, ENTRIES);
        }
        return end;
    }

    private boolean isOwn(int index) {
        long entry = entries.buffer().getLong(index * Long.BYTES);
        return (entry & (PRESENT | SWAPPED)) != 0 && (entry & OF_FILE) == 0;
    }

    private int read(Mapping mapping, long offset, long end, int most) {
        int wanted = (int) Math.min(most, (end - offset) / PAGE);
        into.clear();
        if (!into.add(entries.address(), (long) wanted * Long.BYTES)) {
            throw new IllegalStateException("no room for a piece");
        }
        long result = fd.readAt(into, (mapping.address() + offset) / PAGE * Long.BYTES);
        if (result < Long.BYTES) {
            throw new NativeException("pread(" + FILE + ")", result < 0 ? (int) -result : Errno.EIO);
        }
        return (int) (result / Long.BYTES);
    }

    @Override
    public void close() {
        fd.close();
    }
}
