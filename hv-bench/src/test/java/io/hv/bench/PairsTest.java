package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairsTest {

    @Test
    void bothSidesHaveOneTurnInEachPairInAnOrderThatTheSeedDecides() {
        List<String> order = order(7);
        assertEquals(order, order(7));
        assertNotEquals(order, order(8));
        for (int i = 0; i < order.size(); i += 2) {
            assertNotEquals(order.get(i), order.get(i + 1));
        }
        long javaFirst = order.stream().filter("java"::equals).count();
        assertEquals(40, javaFirst);
        assertTrue(order.subList(0, 10).contains("c"));
    }

    private static List<String> order(long seed) {
        List<String> order = new ArrayList<>();
        Pairs.take(40, seed, () -> turn(order, "java"), () -> turn(order, "c"));
        return order;
    }

    private static long[] turn(List<String> order, String who) {
        order.add(who);
        return new long[] {order.size()};
    }

    @Test
    void differencesAreTakenWithinAPairSoThatASlowMinuteCancelsOut() {
        Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            long weather = i < 10 ? 0 : 1_000_000;
            pairs.java().add(new long[] {weather + 1500});
            pairs.c().add(new long[] {weather + 1000});
        }
        Comparison comparison = Comparison.of(pairs, 10);
        assertEquals(50, comparison.difference(), 1e-6);
        assertEquals(50, comparison.differenceInterval().low(), 1e-6);
        assertEquals(50, comparison.differenceInterval().high(), 1e-6);
        assertEquals(50, comparison.quietDifference(), 1e-6);
        Map<String, Object> json = comparison.json();
        assertEquals(20, json.get("pairs"));
        assertArrayEquals(new double[] {150, 150}, Arrays.copyOf((double[]) json.get("java"), 2));
    }

    @Test
    void flatKeepsTheOrder() {
        assertArrayEquals(new long[] {1, 2, 3}, Pairs.flat(List.of(new long[] {1, 2}, new long[] {3})));
        assertArrayEquals(new long[] {4, -1}, Hammer.differences(new long[] {1, 5, 4}));
    }
}
