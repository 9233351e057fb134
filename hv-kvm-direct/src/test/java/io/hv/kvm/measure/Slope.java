package io.hv.kvm.measure;

import java.util.ArrayList;
import java.util.List;

/** The straight line through samples, by least squares. */
final class Slope {

    private record Sample(long at, long value) {}

    private final List<Sample> samples = new ArrayList<>();

    void add(long at, long value) {
        samples.add(new Sample(at, value));
    }

    /** How much the value grows from one step to the next. */
    double perStep() {
        double at = samples.stream().mapToLong(Sample::at).average().orElse(0);
        double value = samples.stream().mapToLong(Sample::value).average().orElse(0);
        double covariance = 0;
        double variance = 0;
        for (Sample sample : samples) {
            covariance += (sample.at - at) * (sample.value - value);
            variance += (sample.at - at) * (sample.at - at);
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    String json() {
        return samples.stream()
                .map(sample -> "[%d, %d]".formatted(sample.at, sample.value))
                .toList()
                .toString();
    }
}
