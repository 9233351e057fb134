package io.hv.mem.contract;

import io.hv.Feature;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code mem:///} without most of its features, so that the contracts about what is not claimed are run too. */
public final class PoorMemBackend extends MemBackend {

    private static final Set<Feature> KEPT = Set.of(Feature.DEFINE, Feature.TRANSIENT);

    @Override
    public String name() {
        return "mem-poor";
    }

    @Override
    public String freshUri() {
        return "mem:///" + UUID.randomUUID() + "?without="
                + ALL.stream()
                        .filter(feature -> !KEPT.contains(feature))
                        .map(Feature::id)
                        .sorted()
                        .collect(Collectors.joining(","));
    }

    @Override
    public Set<Feature> claims() {
        return KEPT;
    }
}
