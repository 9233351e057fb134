package io.hv.image;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Histories of disks: sessions of steps, after each of which the disk is closed. What is made has at least 52 steps and is
 * opened again at least three times; what a failing one is shortened to may have fewer of both, and smaller numbers.
 */
final class Histories {

    /** Of a new disk, in bytes. */
    static final int CAPACITY = 700_000;

    private static final int LARGEST = CAPACITY / 2 * 3;
    private static final int ALIGNMENT = 1 << 16;

    private Histories() {}

    static Arbitrary<List<List<Step>>> all() {
        Arbitrary<List<Step>> session = steps().list().ofMaxSize(20).withSizeDistribution(sizes(13, 20));
        return session.list().ofMaxSize(5).withSizeDistribution(sizes(4, 5));
    }

    /** What is made is that long; what is shortened may be shorter. */
    private static RandomDistribution sizes(int from, int to) {
        return (genSize, min, max, center) -> random -> BigInteger.valueOf(from + random.nextInt(to - from + 1));
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Integer> seeds = number(0, 255);
        return Arbitraries.frequencyOf(
                Tuple.of(8, Combinators.combine(places(), lengths(), seeds).as(Step.Write::new)),
                Tuple.of(2, Combinators.combine(places(), lengths()).as(Step.Zero::new)),
                Tuple.of(2, Combinators.combine(places(), lengths()).as(Step.Discard::new)),
                Tuple.of(2, Combinators.combine(places(), lengths()).as(Step.Read::new)),
                Tuple.of(2, Combinators.combine(places(), seeds).as(Step.Compressed::new)),
                Tuple.of(1, Arbitraries.just(new Step.Flush())),
                Tuple.of(1, Arbitraries.just(new Step.Check())),
                Tuple.of(2, Arbitraries.just(new Step.Snapshot())),
                Tuple.of(1, number(0, 3).map(Step.Apply::new)),
                Tuple.of(1, number(0, 3).map(Step.Delete::new)),
                Tuple.of(2, number(CAPACITY / 2, LARGEST).map(Step.Resize::new)),
                Tuple.of(2, Arbitraries.just(new Step.Overlay())),
                Tuple.of(2, Arbitraries.just(new Step.Commit())),
                Tuple.of(1, Arbitraries.just(new Step.Drop())));
    }

    /** A third of them where clusters of every size begin. */
    private static Arbitrary<Integer> places() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, number(0, LARGEST)),
                Tuple.of(1, number(0, LARGEST / ALIGNMENT).map(n -> n * ALIGNMENT)));
    }

    private static Arbitrary<Integer> lengths() {
        return Arbitraries.frequencyOf(Tuple.of(3, number(1, 3000)), Tuple.of(1, number(1, 150_000)));
    }

    private static Arbitrary<Integer> number(int from, int to) {
        return Arbitraries.integers().between(from, to).withDistribution(RandomDistribution.uniform());
    }
}
