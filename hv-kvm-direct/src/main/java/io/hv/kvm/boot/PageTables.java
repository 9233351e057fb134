package io.hv.kvm.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Maps the first 4 GiB to themselves in pages of 2 MiB (Intel SDM, volume 3, 4.5). */
final class PageTables {

    private static final long ADDRESS = 0x9000;
    private static final int PAGE = 0x1000;
    private static final int ENTRIES = PAGE / Long.BYTES;
    private static final int DIRECTORIES = 4;
    private static final long PRESENT_WRITABLE = 3;
    private static final long LARGE = 0x80;
    private static final int LARGE_PAGE_SHIFT = 21;

    /** They are the same in every machine. */
    private static final byte[] TABLES = tables();

    private PageTables() {}

    /** Writes them; returns the address of the top table. */
    static long place(GuestLayout layout) {
        layout.claim("page tables", ADDRESS, TABLES.length);
        layout.memory().write(ADDRESS, TABLES);
        return ADDRESS;
    }

    private static byte[] tables() {
        ByteBuffer tables = ByteBuffer.allocate((2 + DIRECTORIES) * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        long pointers = ADDRESS + PAGE;
        long directories = pointers + PAGE;
        tables.putLong(0, pointers | PRESENT_WRITABLE);
        for (int i = 0; i < DIRECTORIES; i++) {
            tables.putLong(PAGE + i * Long.BYTES, (directories + (long) i * PAGE) | PRESENT_WRITABLE);
        }
        for (int i = 0; i < DIRECTORIES * ENTRIES; i++) {
            tables.putLong(2 * PAGE + i * Long.BYTES, (long) i << LARGE_PAGE_SHIFT | LARGE | PRESENT_WRITABLE);
        }
        return tables.array();
    }
}
