package io.hv.kvm.boot;

import io.hv.kvm.memory.GuestMemory;

/** Maps the first 4 GiB to themselves in pages of 2 MiB (Intel SDM, volume 3, 4.5). */
final class PageTables {

    private static final long ADDRESS = 0x9000;
    private static final int PAGE = 0x1000;
    private static final int ENTRIES = PAGE / Long.BYTES;
    private static final int DIRECTORIES = 4;
    private static final long PRESENT_WRITABLE = 3;
    private static final long LARGE = 0x80;
    private static final int LARGE_PAGE_SHIFT = 21;

    private PageTables() {}

    /** Writes them; returns the address of the top table. */
    static long place(GuestLayout layout) {
        long size = (2 + DIRECTORIES) * PAGE;
        layout.claim("page tables", ADDRESS, size);
        GuestMemory memory = layout.memory();
        memory.fill(ADDRESS, size, (byte) 0);
        long pointers = ADDRESS + PAGE;
        long directories = pointers + PAGE;
        memory.putLong(ADDRESS, pointers | PRESENT_WRITABLE);
        for (int i = 0; i < DIRECTORIES; i++) {
            memory.putLong(pointers + (long) i * Long.BYTES, (directories + (long) i * PAGE) | PRESENT_WRITABLE);
        }
        for (int i = 0; i < DIRECTORIES * ENTRIES; i++) {
            memory.putLong(
                    directories + (long) i * Long.BYTES, (long) i << LARGE_PAGE_SHIFT | LARGE | PRESENT_WRITABLE);
        }
        return ADDRESS;
    }
}
