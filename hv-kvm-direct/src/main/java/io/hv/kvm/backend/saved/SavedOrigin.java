package io.hv.kvm.backend.saved;

import io.hv.Origin;
import io.hv.kvm.snapshot.StateFormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/**
 * What a machine is a clone of.
 *
 * @param name its name
 * @param uuid its UUID
 * @param time when, as ISO 8601 writes it
 */
record SavedOrigin(String name, String uuid, String time) {

    static SavedOrigin of(Origin origin) {
        return new SavedOrigin(
                origin.name(), origin.uuid().toString(), origin.time().toString());
    }

    Origin origin() {
        try {
            return Origin.of(name, UUID.fromString(uuid), Instant.parse(time));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new StateFormatException("its origin cannot be: " + this, e);
        }
    }
}
