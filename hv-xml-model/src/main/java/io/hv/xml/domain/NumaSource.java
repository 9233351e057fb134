package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;
import java.util.Objects;

/** From which of the host's NUMA nodes a guest's memory comes. Immutable. */
public sealed interface NumaSource {

    /**
     * From these.
     *
     * @param mode how strictly
     * @param nodes the host's nodes; not empty where it is written
     */
    record Nodes(NumaMode mode, CpuSet nodes) implements NumaSource {

        /** Refuses null. */
        public Nodes {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(nodes, "nodes");
        }
    }

    /**
     * From those that the host's numad advises. A domain whose processors are placed by it says so of its memory without a
     * word; in another one, neither nodes nor that word is a contradiction.
     *
     * @param mode how strictly
     */
    record Automatic(NumaMode mode) implements NumaSource {

        /** Refuses null. */
        public Automatic {
            Objects.requireNonNull(mode, "mode");
        }
    }
}
