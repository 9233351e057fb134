package io.hv.mem.mutant;

import io.hv.Domain;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bugs of what a domain tells of itself, and of what its guest does by its marker port. */
final class EvidenceBugs {

    private EvidenceBugs() {}

    /** The evidence without one part. */
    static Bug without(String file) {
        return call -> {
            if (!call.is(Domain.class, "evidence")) {
                return call.proceed();
            }
            Map<String, String> evidence =
                    new LinkedHashMap<>(call.on(Domain.class).evidence());
            evidence.remove(file);
            return evidence;
        };
    }

    /** A wait for a mark ends at once. */
    static Bug markSeenAtOnce() {
        return call -> call.is(Domain.class, "awaitMarker") ? null : call.proceed();
    }
}
