package io.hv.kvm.probe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What all probes found. Immutable.
 *
 * @param results one for each {@link Probe}, in their order
 */
public record ProbeReport(List<ProbeResult> results) {

    /** Copies the list. */
    public ProbeReport {
        results = List.copyOf(results);
    }

    /** What came of one probe. */
    public ProbeResult of(Probe probe) {
        return results.stream()
                .filter(result -> result.probe() == probe)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not tried: " + probe.id()));
    }

    /** What operating systems as they are shipped need and would not find; empty where they run. */
    public List<ProbeResult> missing() {
        return results.stream()
                .filter(result -> result.probe().stock() && !result.good())
                .toList();
    }

    /** Whether operating systems as they are shipped run here, as far as probes can tell. */
    public boolean stockGuests() {
        return missing().isEmpty();
    }

    @Override
    public String toString() {
        return results.stream().map(ProbeResult::toString).collect(Collectors.joining("; "));
    }
}
