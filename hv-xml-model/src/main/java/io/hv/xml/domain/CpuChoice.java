package io.hv.xml.domain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a guest's processor is chosen. Features, topology and caches are beside it in {@link CpuElement}. Immutable. */
public sealed interface CpuChoice {

    /**
     * The host's processor as it is.
     *
     * @param migratable whether features that hinder a migration are left out; null where the hypervisor decides it
     */
    record HostPassthrough(@Nullable Boolean migratable) implements CpuChoice {

        /** The host's, and the rest as the hypervisor has it. */
        public HostPassthrough() {
            this(null);
        }
    }

    /** The model that libvirt finds nearest to the host's processor. */
    record HostModel() implements CpuChoice {}

    /**
     * All that the hypervisor can give.
     *
     * @param migratable whether features that hinder a migration are left out; null where the hypervisor decides it
     */
    record Maximum(@Nullable Boolean migratable) implements CpuChoice {

        /** All, and the rest as the hypervisor has it. */
        public Maximum() {
            this(null);
        }
    }

    /**
     * A model, whatever the host's processor is.
     *
     * @param model its name, {@code Haswell} for example
     * @param match how near the host's processor has to come to it
     */
    record Custom(String model, CpuElement.Match match) implements CpuChoice {

        /** Refuses null. */
        public Custom {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(match, "match");
        }

        /** Exactly that model. */
        public Custom(String model) {
            this(model, CpuElement.Match.EXACT);
        }
    }
}
