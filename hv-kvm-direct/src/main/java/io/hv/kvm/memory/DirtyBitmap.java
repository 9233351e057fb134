package io.hv.kvm.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * One bit for each 4 KiB page of the RAM file, set when the page was written. KVM's dirty log knows only what the vCPUs
 * wrote; what the monitor writes is marked here, and a reader merges the two. Safe for any thread: no mark is ever lost.
 */
public final class DirtyBitmap {

    /** Bytes in a page. */
    public static final int PAGE_SIZE = 4096;

    private static final int PAGE_SHIFT = 12;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long pages;
    private final long[] words;

    /** A clean bitmap for a RAM file of {@code size} bytes, a multiple of the page size. */
    public DirtyBitmap(long size) {
        this.pages = size >>> PAGE_SHIFT;
        this.words = new long[Math.toIntExact((pages + 63) >>> 6)];
    }

    /** The number of pages it covers. */
    public long pages() {
        return pages;
    }

    /** Marks the pages that hold the {@code length} bytes at {@code offset} in the RAM file. */
    public void mark(long offset, long length) {
        if (length == 0) {
            return;
        }
        long last = (offset + length - 1) >>> PAGE_SHIFT;
        for (long page = offset >>> PAGE_SHIFT; page <= last; page++) {
            markPage(page);
        }
    }

    private void markPage(long page) {
        int word = (int) (page >>> 6);
        long bit = 1L << page;
        // Most writes hit a page that is marked already: a load is cheaper than a locked instruction.
        if (((long) WORD.getOpaque(words, word) & bit) == 0) {
            WORD.getAndBitwiseOr(words, word, bit);
        }
    }

    /** Whether a page is marked. */
    public boolean isDirty(long page) {
        return ((long) WORD.getVolatile(words, (int) (page >>> 6)) & 1L << page) != 0;
    }

    /**
     * Adds the marks of a log as KVM_GET_DIRTY_LOG fills it: one bit a page, in 64-bit words of the machine's order.
     *
     * @param firstPage the page of this bitmap that the log's first bit stands for
     * @param log read from its position to its limit, whole words; bits beyond the last page must be clear
     */
    public void merge(long firstPage, ByteBuffer log) {
        for (int at = log.position(); at + Long.BYTES <= log.limit(); at += Long.BYTES) {
            long base = firstPage + (long) (at - log.position()) * Byte.SIZE;
            for (long left = log.getLong(at); left != 0; left &= left - 1) {
                markPage(base + Long.numberOfTrailingZeros(left));
            }
        }
    }

    /** Takes the marks, and leaves the bitmap clean. A mark set meanwhile is either in the result or stays. */
    public long[] take() {
        long[] taken = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            taken[i] = (long) WORD.getAndSet(words, i, 0L);
        }
        return taken;
    }

    /** How many pages are marked. */
    public long count() {
        long count = 0;
        for (int i = 0; i < words.length; i++) {
            count += Long.bitCount((long) WORD.getVolatile(words, i));
        }
        return count;
    }
}
