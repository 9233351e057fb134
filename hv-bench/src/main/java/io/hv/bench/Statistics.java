package io.hv.bench;

import java.util.Arrays;

/** Order statistics: they stand outliers, of which a shared machine has plenty. */
final class Statistics {

    /** The most values that {@link #medianInterval} takes: beyond, one power of two is too small for a double. */
    static final int MOST = 1000;

    /**
     * An interval of values.
     *
     * @param low its lower end
     * @param high its upper end
     */
    record Interval(double low, double high) {}

    private Statistics() {}

    /** The smallest value that at least this share of the values does not exceed. The share is in (0, 1]. */
    static double quantile(double[] values, double share) {
        double[] sorted = sorted(values);
        return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }

    /** The value in the middle, or the mean of the two there. */
    static double median(double[] values) {
        double[] sorted = sorted(values);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /**
     * Where the median of what the values were drawn from lies with at least 95 % confidence, whatever its distribution:
     * between the k-th smallest value and the k-th largest, for the largest k such that fewer than k of n fair coins show
     * heads with a probability of at most 2.5 %. With fewer than six values there is no such k, and the interval is all of
     * them.
     */
    static Interval medianInterval(double[] values) {
        double[] sorted = sorted(values);
        int n = sorted.length;
        if (n > MOST) {
            throw new IllegalArgumentException(n + " values, the most are " + MOST);
        }
        double exactly = Math.pow(0.5, n);
        double fewer = exactly;
        int k = 1;
        // fewer is the probability of fewer than k heads.
        while (k < n / 2) {
            exactly = exactly * (n - k + 1) / k;
            if (fewer + exactly > 0.025) {
                break;
            }
            fewer += exactly;
            k++;
        }
        return new Interval(sorted[k - 1], sorted[n - k]);
    }

    /** How much y grows with each x, by the straight line that is nearest (least squares). There are two different x. */
    static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double both = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            square += (x[i] - meanX) * (x[i] - meanX);
        }
        if (square == 0) {
            throw new IllegalArgumentException("all x are one: " + Arrays.toString(x));
        }
        return both / square;
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
