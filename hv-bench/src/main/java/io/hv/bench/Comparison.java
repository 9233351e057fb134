package io.hv.bench;

import io.hv.bench.Statistics.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pairs of times, compared pair by pair. In nanoseconds for one exit, or for whatever a turn is. */
final class Comparison {

    /** The share of turns that were quieter than the rest. */
    private static final double QUIET = 0.1;

    private final double[] java;
    private final double[] c;
    private final double[] differences;
    private final double[] ratios;

    private Comparison(double[] java, double[] c) {
        this.java = java;
        this.c = c;
        this.differences = new double[java.length];
        this.ratios = new double[java.length];
        for (int i = 0; i < java.length; i++) {
            differences[i] = java[i] - c[i];
            ratios[i] = java[i] / c[i];
        }
    }

    /**
     * Compares turns of one number each.
     *
     * @param units how many exits a turn took
     */
    static Comparison of(Pairs pairs, long units) {
        return new Comparison(each(pairs.java(), units), each(pairs.c(), units));
    }

    private static double[] each(List<long[]> turns, long units) {
        return turns.stream().mapToDouble(turn -> (double) turn[0] / units).toArray();
    }

    /** The median of the pairs' differences, Java minus C. */
    double difference() {
        return Statistics.median(differences);
    }

    Interval differenceInterval() {
        return Statistics.medianInterval(differences);
    }

    /** Where the median of the first side's times lies with 95 % confidence. */
    Interval interval() {
        return Statistics.medianInterval(java);
    }

    /** Java minus C in the quietest tenth of each side's turns: what is left when nobody else wants the processor. */
    double quietDifference() {
        return Statistics.quantile(java, QUIET) - Statistics.quantile(c, QUIET);
    }

    /** Where the median of the ratios, Java to the peer, lies with 95 % confidence. */
    Interval ratioInterval() {
        return Statistics.medianInterval(ratios);
    }

    static String header() {
        return header("C");
    }

    static String header(String peer) {
        return header("Java", peer);
    }

    /** For sides of other names. */
    static String header(String own, String peer) {
        return String.format(
                Locale.ROOT,
                "%-12s %6s %11s %11s %17s %25s %7s %11s",
                "ns",
                "pairs",
                own,
                peer,
                own + " - " + peer,
                "95 % of the median",
                "ratio",
                "quietest");
    }

    String row(String label) {
        Interval interval = differenceInterval();
        return String.format(
                Locale.ROOT,
                "%-12s %6d %11.0f %11.0f %17.0f %25s %7.3f %11.0f",
                label,
                java.length,
                Statistics.median(java),
                Statistics.median(c),
                difference(),
                String.format(Locale.ROOT, "%.0f to %.0f", interval.low(), interval.high()),
                Statistics.median(ratios),
                quietDifference());
    }

    /** The figures and the raw samples. */
    Map<String, Object> json() {
        Interval interval = differenceInterval();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pairs", java.length);
        json.put("javaMedian", Statistics.median(java));
        json.put("cMedian", Statistics.median(c));
        json.put("differenceMedian", difference());
        json.put("differenceLow", interval.low());
        json.put("differenceHigh", interval.high());
        json.put("ratioMedian", Statistics.median(ratios));
        json.put("ratioLow", ratioInterval().low());
        json.put("ratioHigh", ratioInterval().high());
        json.put("quietDifference", quietDifference());
        json.put("java", rounded(java));
        json.put("c", rounded(c));
        return json;
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values).map(value -> Math.round(value * 10) / 10.0).toArray();
    }
}
