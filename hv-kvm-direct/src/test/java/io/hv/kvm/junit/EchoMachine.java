package io.hv.kvm.junit;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.guests.SmallGuests;
import io.hv.kvm.backend.Guests;
import io.hv.testkit.junit.GoldenMachine;
import java.time.Duration;

/** A machine with the small guest that echoes what its console is told. */
final class EchoMachine {

    private EchoMachine() {}

    static DomainSpec.Builder named(String name) {
        return DomainSpec.named(name).memory(ByteSize.mib(16)).boot(Guests.boot(SmallGuests.echo()));
    }

    /** Golden as soon as it listens. */
    static GoldenMachine golden(DomainSpec.Builder spec) {
        return GoldenMachine.of(spec.build()).expects("echo ready\n", Duration.ofSeconds(60));
    }
}
