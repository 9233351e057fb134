package io.hv.sketch;

import java.time.Duration;

/** A machine, and how far to bring it before it is forked. A value: equal ones share a template. */
public interface GoldenMachine {

    /** This machine. */
    static GoldenMachine of(DomainSpec spec) {
        return Later.value();
    }

    /** Wait for that first. */
    GoldenMachine ready(Readiness readiness, Duration timeout);

    /** Then run this in the guest. */
    GoldenMachine exec(String... command);
}
