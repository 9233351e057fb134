package io.hv.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What both sides measured, in turns.
 *
 * @param java hv's, a turn each
 * @param c the peer's, a turn each
 */
record Pairs(List<long[]> java, List<long[]> c) {

    /** Lets both take {@code count} turns; who is first in a pair is random, by this seed. */
    static Pairs take(int count, long seed, Supplier<long[]> java, Supplier<long[]> c) {
        Random random = new Random(seed);
        Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                pairs.java.add(java.get());
                pairs.c.add(c.get());
            } else {
                pairs.c.add(c.get());
                pairs.java.add(java.get());
            }
        }
        return pairs;
    }

    /** All of one side's numbers, in order. */
    static long[] flat(List<long[]> turns) {
        return turns.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
