package io.hv.image.vmdk;

import java.util.Arrays;

/** Ranges of a file that are taken by tables: nothing else may lie there. Immutable once sorted. */
final class Regions {

    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int count;

    /** Notes one that is not empty. */
    void add(long start, long length) {
        if (length <= 0) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = start + length;
    }

    /**
     * Sorts them.
     *
     * @return where two of them meet; -1 if none do
     */
    long sort() {
        starts = Arrays.copyOf(starts, count);
        ends = Arrays.copyOf(ends, count);
        // Where none overlap, both sorted alone still belong together.
        Arrays.sort(starts);
        Arrays.sort(ends);
        for (int i = 1; i < count; i++) {
            if (starts[i] < ends[i - 1]) {
                return starts[i];
            }
        }
        return -1;
    }

    /** Where the last one ends. */
    long end() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Whether a range lies on one of them. */
    boolean touch(long start, long length) {
        int at = Arrays.binarySearch(starts, start);
        int before = at >= 0 ? at : -at - 2;
        if (before >= 0 && ends[before] > start) {
            return true;
        }
        return before + 1 < starts.length && starts[before + 1] < start + length;
    }
}
