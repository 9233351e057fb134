package io.hv.kvm.memory;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * Which pages of frozen RAM are not as other frozen RAM has them. It is found by comparing bytes, so whoever has written them
 * and by whatever way, none is missed, and none is told that was written with what it had. For one thread. {@link #close()}
 * ends what {@link #bytes} gave.
 */
public final class FrozenDifference implements AutoCloseable {

    private static final int PAGE = DirtyBitmap.PAGE_SIZE;

    /** Somebody hears of the progress each time that so many pages were compared; no run is longer either. */
    private static final int STEP = 256;

    private final FrozenView now;
    private final FrozenView before;
    private final BitSet candidates;
    private final BitSet beforeHas;

    /**
     * Takes both over.
     *
     * @param candidates no other page differs
     */
    FrozenDifference(FrozenView now, FrozenView before, BitSet candidates) {
        this.now = now;
        this.before = before;
        this.candidates = candidates;
        this.beforeHas = before.pages();
    }

    /** The size of all RAM. */
    public long size() {
        return now.size();
    }

    /**
     * Tells of all pages that differ, by ascending offset, no page twice; no run is longer than 1 MiB.
     *
     * @param data hears of those that have something now
     * @param zeros hears of those that had something, and have nothing but zeros now
     * @param passed hears now and then up to where all were told
     */
    public void tell(FrozenView.Runs data, FrozenView.Runs zeros, LongConsumer passed) {
        Row some = new Row(data);
        Row none = new Row(zeros);
        int looked = 0;
        for (int page = candidates.nextSetBit(0); page >= 0; page = candidates.nextSetBit(page + 1)) {
            long at = (long) page * PAGE;
            ByteBuffer bytes = now.bytes(at, PAGE);
            if (differs(page, at, bytes)) {
                boolean zero = FrozenView.isZero(bytes, 0);
                (zero ? some : none).end();
                (zero ? none : some).add(at);
            }
            if (++looked % STEP == 0) {
                some.end();
                none.end();
                passed.accept(at + PAGE);
            }
        }
        some.end();
        none.end();
    }

    /** What was a hole is not looked at there: to read a hole of a mapped file can make it a page of zeros for good. */
    private boolean differs(int page, long at, ByteBuffer bytes) {
        return beforeHas.get(page) ? !bytes.equals(before.bytes(at, PAGE)) : !FrozenView.isZero(bytes, 0);
    }

    /** Some of what is now; not to be written. */
    public ByteBuffer bytes(long offset, int length) {
        return now.bytes(offset, length);
    }

    @Override
    public void close() {
        try {
            now.close();
        } finally {
            before.close();
        }
    }

    /** Pages side by side. */
    private static final class Row {

        private final FrozenView.Runs sink;
        private long begin;
        private long end;

        Row(FrozenView.Runs sink) {
            this.sink = sink;
        }

        void add(long at) {
            if (at != end) {
                end();
                begin = at;
            }
            end = at + PAGE;
        }

        /** Tells of them. */
        void end() {
            if (begin < end) {
                sink.run(begin, end - begin);
            }
            begin = end;
        }
    }
}
