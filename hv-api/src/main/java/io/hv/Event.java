package io.hv;

import java.time.Instant;

/** Something that happened on a host. Immutable. */
public interface Event {

    /** When, by this process's clock. */
    Instant time();
}
