package io.hv.backend;

import io.hv.Feature;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a host supports, and why it does not support the rest. Immutable; an answer that costs something to find is found
 * when it is asked for.
 */
public final class FeatureTable {

    private final String backend;
    private final Map<Feature, Supplier<Support>> table;

    private FeatureTable(String backend, Map<Feature, Supplier<Support>> table) {
        this.backend = backend;
        this.table = table;
    }

    /** A table of these features, all of them supported. */
    public static FeatureTable of(String backend, Set<Feature> supported) {
        Map<Feature, Supplier<Support>> table = new LinkedHashMap<>();
        supported.forEach(feature -> table.put(feature, Support::yes));
        return new FeatureTable(backend, table);
    }

    /** The same, with another answer for one feature. */
    public FeatureTable with(Feature feature, Support support) {
        return with(feature, () -> support);
    }

    /**
     * The same, with an answer for one feature that is found when it is asked for.
     *
     * @param support finds it; asked each time, so it remembers what is costly. The same answer each time
     */
    public FeatureTable with(Feature feature, Supplier<Support> support) {
        Map<Feature, Supplier<Support>> changed = new LinkedHashMap<>(table);
        changed.put(feature, support);
        return new FeatureTable(backend, changed);
    }

    /** Whether a feature is supported; one that the table does not name is not. */
    public Support supports(Feature feature) {
        return table.getOrDefault(
                        feature,
                        () -> Support.no(
                                "the backend " + backend + " does not have it", "use a host whose features() name it"))
                .get();
    }

    /** All that is supported. */
    public Set<Feature> features() {
        Set<Feature> all = new LinkedHashSet<>();
        table.forEach((feature, support) -> {
            if (support.get().isSupported()) {
                all.add(feature);
            }
        });
        return Set.copyOf(all);
    }

    /**
     * Goes on only where a feature is supported; called before anything is done.
     *
     * @param subject who is asked, for the message
     * @throws UnsupportedFeatureException where it is not
     */
    public void require(String subject, Feature feature) {
        Support support = supports(feature);
        if (!support.isSupported()) {
            throw new UnsupportedFeatureException(subject, feature, support);
        }
    }
}
