package io.hv.kvm.bus;

import java.time.Instant;

/** Civil time as the machine's real-time clock keeps it. Safe for any thread. */
@FunctionalInterface
public interface Wall {

    /** The time now. */
    Instant now();
}
