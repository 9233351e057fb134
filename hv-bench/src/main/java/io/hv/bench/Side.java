package io.hv.bench;

import java.io.Closeable;

/** One of the two that are compared. Both take their turns on the same machine, with nobody pinned to a processor. */
interface Side extends Closeable {

    /**
     * Takes exits.
     *
     * @param lead how many before the first time is noted
     * @param step how many between two times
     * @param count how many differences are wanted
     * @return the differences, in nanoseconds
     */
    long[] run(long lead, long step, int count);

    @Override
    void close();
}
