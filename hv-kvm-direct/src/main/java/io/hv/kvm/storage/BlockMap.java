package io.hv.kvm.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bit for each block of a disk, set for good. Takes heap only where bits are set: 4 KiB for each 128 MiB of disk. A bit
 * that is seen set was set after everything that its setter had done before. Safe for any thread, {@link #grow} aside.
 */
final class BlockMap {

    /** Blocks are the pages of guests and hosts, and of most file systems: few writes cover one only in part. */
    static final int SHIFT = 12;

    static final int BLOCK = 1 << SHIFT;

    private static final int CHUNK_SHIFT = 15;
    private static final int WORDS = 1 << (CHUNK_SHIFT - 6);
    private static final int IN_CHUNK = (1 << CHUNK_SHIFT) - 1;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private volatile AtomicReferenceArray<long[]> chunks;

    /** None is set; the capacity is in bytes. */
    BlockMap(long capacity) {
        this.chunks = new AtomicReferenceArray<>(chunksOf(capacity));
    }

    private static int chunksOf(long capacity) {
        return Math.toIntExact((blocks(capacity) + IN_CHUNK) >>> CHUNK_SHIFT);
    }

    /** How many blocks hold so many bytes. */
    static long blocks(long bytes) {
        return (bytes + BLOCK - 1) >>> SHIFT;
    }

    /** Makes room for a larger capacity, while nobody sets a bit. */
    void grow(long capacity) {
        AtomicReferenceArray<long[]> old = chunks;
        if (chunksOf(capacity) > old.length()) {
            AtomicReferenceArray<long[]> larger = new AtomicReferenceArray<>(chunksOf(capacity));
            for (int i = 0; i < old.length(); i++) {
                larger.set(i, old.get(i));
            }
            chunks = larger;
        }
    }

    /** Sets the bits of blocks from one on, up to another. */
    void set(long first, long end) {
        for (long block = first; block < end; ) {
            long[] words = words((int) (block >>> CHUNK_SHIFT));
            long stop = Math.min(end, (block | 63) + 1);
            long bits = -1L >>> (64 - (stop - block)) << block;
            int word = (int) (block & IN_CHUNK) >>> 6;
            // Most writes hit blocks that are set already: a load is cheaper than a locked instruction.
            if (((long) WORD.getAcquire(words, word) & bits) != bits) {
                WORD.getAndBitwiseOr(words, word, bits);
            }
            block = stop;
        }
    }

    private long[] words(int chunk) {
        AtomicReferenceArray<long[]> all = chunks;
        long[] words = all.get(chunk);
        if (words == null) {
            words = new long[WORDS];
            if (!all.compareAndSet(chunk, null, words)) {
                words = all.get(chunk);
            }
        }
        return words;
    }

    boolean get(long block) {
        long[] words = chunks.get((int) (block >>> CHUNK_SHIFT));
        return words != null && ((long) WORD.getAcquire(words, (int) (block & IN_CHUNK) >>> 6) & 1L << block) != 0;
    }

    /** The first block from one on whose bit is set, or the end. */
    long nextSet(long from, long end) {
        return next(from, end, 0);
    }

    /** The first block from one on whose bit is clear, or the end. */
    long nextClear(long from, long end) {
        return next(from, end, -1);
    }

    private long next(long from, long end, long invert) {
        AtomicReferenceArray<long[]> all = chunks;
        for (long block = from; block < end; ) {
            long[] words = all.get((int) (block >>> CHUNK_SHIFT));
            if (words == null) {
                if (invert != 0) {
                    return block;
                }
                block = (block | IN_CHUNK) + 1;
                continue;
            }
            long word = (long) WORD.getAcquire(words, (int) (block & IN_CHUNK) >>> 6);
            long left = (word ^ invert) & -1L << block;
            if (left != 0) {
                return Math.min(end, (block & ~63L) + Long.numberOfTrailingZeros(left));
            }
            block = (block | 63) + 1;
        }
        return end;
    }

    /** How many bits are set. */
    long count() {
        AtomicReferenceArray<long[]> all = chunks;
        long count = 0;
        for (int i = 0; i < all.length(); i++) {
            long[] words = all.get(i);
            for (int word = 0; words != null && word < WORDS; word++) {
                count += Long.bitCount((long) WORD.getAcquire(words, word));
            }
        }
        return count;
    }
}
