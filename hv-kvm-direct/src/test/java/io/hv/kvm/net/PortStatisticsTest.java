package io.hv.kvm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class PortStatisticsTest {

    private static PortStatistics of(long... each) {
        return PortStatistics.of(each[0], each[1], each[2], each[3], each[4], each[5], each[6], each[7]);
    }

    @Test
    void eachNumberHasItsName() {
        PortStatistics statistics = PortStatistics.of(1, 2, 3, 4, 5, 6, 7, 8);
        assertEquals(1, statistics.sentFrames());
        assertEquals(2, statistics.sentBytes());
        assertEquals(3, statistics.receivedFrames());
        assertEquals(4, statistics.receivedBytes());
        assertEquals(5, statistics.lost());
        assertEquals(6, statistics.overrun());
        assertEquals(7, statistics.flooded());
        assertEquals(8, statistics.blocked());
        assertEquals(
                "sent 1 frames of 2 bytes, received 3 of 4, lost 5, overrun 6, flooded 7, blocked 8",
                statistics.toString());
    }

    @Test
    void twoAreEqualWhereAllNumbersAre() {
        long[] numbers = {1, 2, 3, 4, 5, 6, 7, 8};
        assertEquals(of(numbers), of(numbers));
        assertEquals(of(numbers).hashCode(), of(numbers).hashCode());
        for (int i = 0; i < numbers.length; i++) {
            long[] other = numbers.clone();
            other[i]++;
            assertNotEquals(of(numbers), of(other), "number " + i);
        }
        assertNotEquals(of(numbers), (Object) "sent 1 frames");
    }
}
