package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;

/** From which of the host's NUMA nodes a guest's memory comes. Immutable. */
public sealed interface NumaSource {

    /**
     * From these.
     *
     * @param mode how strictly
     * @param nodes the host's nodes; not empty where it is written
     */
    record Nodes(NumaMode mode, CpuSet nodes) implements NumaSource {}

    /**
     * From those that the host's numad advises.
     *
     * @param mode how strictly
     */
    record Automatic(NumaMode mode) implements NumaSource {}
}
