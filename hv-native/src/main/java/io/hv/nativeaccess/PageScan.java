package io.hv.nativeaccess;

import java.lang.ref.Reference;

/**
 * The kernel's own search for pages of a kind (PAGEMAP_SCAN; Documentation/admin-guide/mm/pagemap.rst), since Linux 6.7: it
 * passes over what is not mapped, where a table of entries has to be read in full. For one thread at a time.
 */
final class PageScan {

    private static final long REQUEST = 0xc060_6610L;

    // struct pm_scan_arg
    private static final int SIZE = 96;
    private static final int START = 16;
    private static final int END = 24;
    private static final int WALK_END = 32;
    private static final int VECTOR = 40;
    private static final int VECTOR_LENGTH = 48;
    private static final int INVERTED = 64;
    private static final int ALL_OF = 72;
    private static final int ANY_OF = 80;
    private static final int TOLD = 88;

    // struct page_region
    private static final int REGION_SIZE = 24;
    private static final int REGION_END = 8;
    private static final int REGIONS = 512;

    /** The page belongs to a file, or to memory that is shared. */
    private static final long FILE = 1 << 2;

    private static final long PRESENT = 1 << 3;
    private static final long SWAPPED = 1 << 4;

    private final NativeMemory argument = NativeMemory.allocate(SIZE);
    private final NativeMemory regions = NativeMemory.allocate(REGIONS * REGION_SIZE);

    PageScan() {
        argument.buffer()
                .putLong(0, SIZE)
                .putLong(VECTOR, regions.address())
                .putLong(VECTOR_LENGTH, REGIONS)
                .putLong(INVERTED, FILE)
                .putLong(ALL_OF, FILE)
                .putLong(ANY_OF, PRESENT | SWAPPED)
                // All that is found is alike in this, so that neighbours are told as one.
                .putLong(TOLD, FILE);
    }

    /**
     * Tells all runs of pages that are a mapping's own, in order.
     *
     * @param fd {@code /proc/self/pagemap}
     * @return false if this kernel cannot, and nothing was told
     * @throws NativeException if it could not go on
     */
    boolean own(Fd fd, Mapping mapping, PageMap.Runs runs) {
        long first = mapping.address();
        long end = first + mapping.size();
        long start = first;
        long length = 0;
        for (long at = first; at < end; at = argument.buffer().getLong(WALK_END)) {
            int count = scan(fd, at, end);
            if (count < 0 && at == first) {
                return false;
            }
            if (count < 0) {
                throw new NativeException("ioctl(PAGEMAP_SCAN)", -count);
            }
            for (int i = 0; i < count; i++) {
                long from = regions.buffer().getLong(i * REGION_SIZE);
                long to = regions.buffer().getLong(i * REGION_SIZE + REGION_END);
                if (from != start + length) {
                    tell(runs, start - first, length);
                    start = from;
                    length = 0;
                }
                length = to - start;
            }
        }
        tell(runs, start - first, length);
        return true;
    }

    private static void tell(PageMap.Runs runs, long offset, long length) {
        if (length > 0) {
            runs.run(offset, length);
        }
    }

    private int scan(Fd fd, long from, long end) {
        argument.buffer().putLong(START, from).putLong(END, end);
        try {
            return Ioctl.attempt(fd, REQUEST, argument.address());
        } finally {
            Reference.reachabilityFence(argument);
            Reference.reachabilityFence(regions);
        }
    }
}
