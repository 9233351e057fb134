package io.hv.examples;

import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.TransientDomain;
import java.time.Duration;
import java.util.HexFormat;

/** Runs a guest to its end, and tells what it died of. A guest's crash is no exception: it is data. */
public final class Autopsy {

    private Autopsy() {}

    /** What is known of the end, for people. */
    public static String of(Host host, DomainSpec spec, Duration timeout) {
        try (TransientDomain domain = host.create(spec)) {
            DomainStatus end = domain.awaitEnd(timeout);
            return domain.crash()
                    .map(crash -> String.join(
                            "\n",
                            crash.cause() + ": " + crash.message(),
                            "at " + HexFormat.ofDelimiter(" ").formatHex(crash.instructionBytes()),
                            crash.registers()))
                    .orElseGet(() -> "no crash: " + end);
        }
    }
}
