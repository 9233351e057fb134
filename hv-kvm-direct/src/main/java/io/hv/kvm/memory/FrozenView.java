package io.hv.kvm.memory;

import io.hv.nativeaccess.Mapping;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Frozen RAM to be read, by offset in the RAM file. For one thread. {@link #close()} ends what {@link #bytes} gave and
 * {@link #address} told.
 */
public final class FrozenView implements AutoCloseable {

    /** So much is looked at in one view. */
    private static final int WINDOW = 1 << 20;

    private static final int PAGE = DirtyBitmap.PAGE_SIZE;

    private final Mapping mapping;
    private final PageRuns base;
    private final PageRuns more;

    FrozenView(Mapping mapping, PageRuns base, PageRuns more) {
        this.mapping = mapping;
        this.base = base;
        this.more = more;
    }

    /** Is told of pages. */
    @FunctionalInterface
    public interface Runs {

        /** Some pages in a row. */
        void run(long offset, long length);
    }

    /** The size of all RAM. */
    public long size() {
        return mapping.size();
    }

    /** Tells of all pages that have anything but zeros; no page twice, in no particular order. */
    public void data(Runs sink) {
        base.forEach((offset, length) -> data(offset, length, sink));
        more.forEach((offset, length) -> data(offset, length, sink));
    }

    private void data(long offset, long length, Runs sink) {
        long begin = -1;
        for (long at = offset; at < offset + length; at += WINDOW) {
            int window = (int) Math.min(WINDOW, offset + length - at);
            ByteBuffer bytes = bytes(at, window);
            for (int page = 0; page < window; page += PAGE) {
                if (isZero(bytes, page)) {
                    if (begin >= 0) {
                        sink.run(begin, at + page - begin);
                        begin = -1;
                    }
                } else if (begin < 0) {
                    begin = at + page;
                }
            }
        }
        if (begin >= 0) {
            sink.run(begin, offset + length - begin);
        }
    }

    /** All pages but such as have nothing but zeros, by number; perhaps some of those too. */
    BitSet pages() {
        BitSet pages = new BitSet();
        base.addTo(pages);
        more.addTo(pages);
        return pages;
    }

    static boolean isZero(ByteBuffer bytes, int page) {
        for (int i = page; i < page + PAGE; i += Long.BYTES) {
            if (bytes.getLong(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Some of it; not to be written. */
    public ByteBuffer bytes(long offset, int length) {
        return mapping.view(offset, length);
    }

    /** Where it lies in this process, for a system call that reads it. */
    public long address(long offset) {
        return mapping.address() + offset;
    }

    @Override
    public void close() {
        mapping.close();
    }
}
