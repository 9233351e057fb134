package io.hv.image.vhdx;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which MiB of the file are in use. What is given back can be taken once nothing in the file points to it. */
final class Space {

    private final int unit;
    private final BitSet used = new BitSet();
    private final List<Long> freed = new ArrayList<>();
    private int hint;

    /**
     * Of a file that has only what can never be given.
     *
     * @param blockSize what is taken and given back
     */
    Space(Reserved reserved, int blockSize) {
        unit = blockSize / Layout.MIB;
        for (Reserved.Part each : reserved.parts()) {
            used.set((int) (each.offset() / Layout.MIB), (int) ((each.offset() + each.length()) / Layout.MIB));
        }
    }

    /** Marks a range; returns false where a part of it is in use already. */
    boolean mark(long offset, long length) {
        int from = (int) (offset / Layout.MIB);
        int to = from + (int) (length / Layout.MIB);
        int taken = used.nextSetBit(from);
        if (taken >= 0 && taken < to) {
            return false;
        }
        used.set(from, to);
        return true;
    }

    /** Room for a block: the first there is, or behind the end of the file. */
    long take() {
        int at = used.nextClearBit(hint);
        for (int stop = used.nextSetBit(at); stop >= 0 && stop - at < unit; stop = used.nextSetBit(at)) {
            at = used.nextClearBit(stop);
        }
        used.set(at, at + unit);
        hint = at + unit;
        return (long) at * Layout.MIB;
    }

    /** It was not used. */
    void giveBack(long offset) {
        int at = (int) (offset / Layout.MIB);
        used.clear(at, at + unit);
        hint = Math.min(hint, at);
    }

    /** It is used until {@link #settle}. */
    void free(long offset) {
        freed.add(offset);
    }

    /** Nothing in the file points to what was freed. */
    void settle() {
        freed.forEach(this::giveBack);
        freed.clear();
    }
}
