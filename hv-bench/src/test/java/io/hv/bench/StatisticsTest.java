package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.bench.Statistics.Interval;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    @Test
    void medianIsInTheMiddleWhateverTheOrder() {
        assertEquals(3, Statistics.median(new double[] {5, 1, 3}));
        assertEquals(2.5, Statistics.median(new double[] {4, 1, 3, 2}));
        assertEquals(7, Statistics.median(new double[] {7}));
    }

    @Test
    void quantileIsOneOfTheValues() {
        double[] values = oneTo(1000);
        assertEquals(500, Statistics.quantile(values, 0.5));
        assertEquals(999, Statistics.quantile(values, 0.999));
        assertEquals(1000, Statistics.quantile(values, 1));
        assertEquals(1, Statistics.quantile(values, 0.0001));
        assertEquals(3, Statistics.quantile(new double[] {3}, 0.999));
    }

    /** The ranks that statistical tables give for a sign test at 5 %, two-sided. */
    @ParameterizedTest
    @CsvSource({"5, 1", "6, 1", "9, 2", "15, 4", "20, 6", "25, 8", "50, 18", "100, 40"})
    void intervalOfTheMedianHasTheRanksOfTheTables(int n, int rank) {
        assertEquals(new Interval(rank, n + 1 - rank), Statistics.medianInterval(oneTo(n)));
    }

    @Test
    void intervalCoversTheTrueMedianAsOftenAsItSays() {
        Random random = new Random(1);
        int covered = 0;
        for (int i = 0; i < 2000; i++) {
            // Skewed, as times are: the median of this distribution is ln 2.
            double[] times = IntStream.range(0, 21)
                    .mapToDouble(each -> -Math.log(1 - random.nextDouble()))
                    .toArray();
            Interval interval = Statistics.medianInterval(times);
            if (interval.low() <= Math.log(2) && Math.log(2) <= interval.high()) {
                covered++;
            }
        }
        assertEquals(0.97, covered / 2000.0, 0.02);
    }

    @Test
    void largestNumberOfValuesStillWorksAndMoreIsRefused() {
        assertEquals(new Interval(469, 532), Statistics.medianInterval(oneTo(Statistics.MOST)));
        assertThrows(IllegalArgumentException.class, () -> Statistics.medianInterval(oneTo(Statistics.MOST + 1)));
        assertThrows(IllegalArgumentException.class, () -> Statistics.median(new double[0]));
    }

    /** The numbers from 1 to n, not in order. */
    private static double[] oneTo(int n) {
        return IntStream.range(0, n).mapToDouble(i -> n - i).toArray();
    }

    @Test
    void theSlopeIsTheNearestLines() {
        assertEquals(3, Statistics.slope(new double[] {1, 10, 50}, new double[] {7, 34, 154}), 1e-9);
        assertEquals(0.5, Statistics.slope(new double[] {0, 1, 2}, new double[] {0, 2, 1}), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> Statistics.slope(new double[] {2, 2}, new double[] {1, 5}));
    }
}
