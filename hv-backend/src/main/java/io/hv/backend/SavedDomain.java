package io.hv.backend;

import io.hv.DomainSpec;
import io.hv.Origin;
import java.time.Instant;
import java.util.List;

/**
 * Whose image a file holds.
 *
 * @param spec with name and UUID
 * @param running whether it ran until then
 * @param time when that was
 * @param lineage what it was a clone of, the oldest first
 * @param defined what it was defined as, which is another spec where devices had come and gone
 */
public record SavedDomain(DomainSpec spec, boolean running, Instant time, List<Origin> lineage, DomainSpec defined) {

    /** Copies the list. */
    public SavedDomain {
        lineage = List.copyOf(lineage);
        if (spec.uuid().isEmpty()) {
            throw new IllegalArgumentException("a domain that was saved has a UUID: " + spec);
        }
    }

    /** One that was what it was defined as. */
    public SavedDomain(DomainSpec spec, boolean running, Instant time, List<Origin> lineage) {
        this(spec, running, time, lineage, spec);
    }

    /** This domain as the origin of others. */
    public Origin origin() {
        return Origin.of(spec.name(), spec.uuid().orElseThrow(), time);
    }
}
