package io.hv.backend;

import java.time.Duration;

/**
 * A moment of a domain.
 *
 * @param about whose it is
 * @param image what it was; the caller closes it
 * @param pause how long it stood still for it
 */
record Taken(SavedDomain about, MachineImage image, Duration pause) implements AutoCloseable {

    @Override
    public void close() {
        image.close();
    }
}
