package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.xml.value.CpuSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a NUMA node of the guest has. Immutable.
 *
 * @param memory its memory
 * @param cpus the virtual processors that belong to it; null for none
 */
public record NumaCell(ByteSize memory, @Nullable CpuSet cpus) {

    /** Refuses null. */
    public NumaCell {
        Objects.requireNonNull(memory, "memory");
    }
}
