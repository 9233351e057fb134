package io.hv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a guest is to see of the processor: all that the host can give, or what a named model has, in either case without
 * some features. Names are libvirt's and QEMU's; a host that does not know one, or cannot give what a model needs, says so in
 * {@link Host#check(DomainSpec)}. Immutable.
 */
public final class CpuSpec {

    private final Optional<String> model;
    private final Set<String> without;

    private CpuSpec(Optional<String> model, Set<String> without) {
        this.model = model;
        this.without = without;
    }

    /** All that the host can give: the fastest, for guests that need not move to another host. */
    public static CpuSpec host() {
        return new CpuSpec(Optional.empty(), Set.of());
    }

    /**
     * What a model has, and no more, for guests that are to see the same on different hosts.
     *
     * @param name for example {@code x86-64-v2}
     * @throws IllegalArgumentException if it is blank
     */
    public static CpuSpec model(String name) {
        requireName(name);
        return new CpuSpec(Optional.of(name), Set.of());
    }

    /**
     * Without these features as well, and what makes no sense without them.
     *
     * @param features for example {@code avx}
     * @throws IllegalArgumentException if one is blank
     */
    public CpuSpec without(String... features) {
        for (String feature : features) {
            requireName(feature);
        }
        Set<String> all = new TreeSet<>(without);
        all.addAll(List.of(features));
        return new CpuSpec(model, Set.copyOf(all));
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a blank name");
        }
    }

    /** The model; nothing where it is all that the host can give. */
    public Optional<String> model() {
        return model;
    }

    /** The features that are to be hidden. */
    public Set<String> without() {
        return without;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuSpec that && model.equals(that.model) && without.equals(that.without);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, without);
    }

    @Override
    public String toString() {
        return model.orElse("host")
                + (without.isEmpty() ? "" : " without " + String.join(", ", new TreeSet<>(without)));
    }
}
