package io.hv.sketch;

import io.hv.DomainSpec;
import io.hv.testkit.junit.Readiness;
import java.time.Duration;

/** {@link io.hv.testkit.junit.GoldenMachine}, with what agents add. */
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
