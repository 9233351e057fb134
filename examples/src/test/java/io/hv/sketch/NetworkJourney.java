package io.hv.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.NicSpec;
import io.hv.sketch.Network.Capture;
import io.hv.sketch.Network.Partition;
import java.time.Duration;
import java.util.List;

/** Three machines on a network that loses every fifth frame, and then falls apart. */
final class NetworkJourney {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private NetworkJourney() {}

    // program
    static void aNewLeaderIsElected(Host host, DomainSpec node) {
        try (TransientNetwork lan = host.create(NetworkSpec.isolated("lan").seed(42));
                TransientDomain a = host.create(member(node, "a"));
                TransientDomain b = host.create(member(node, "b"));
                TransientDomain c = host.create(member(node, "c"))) {
            for (Domain each : List.of(a, b, c)) {
                Readiness.agent().await(each, PATIENCE);
            }
            lan.impair(Impairment.none().loss(0.20).delay(Duration.ofMillis(40)).jitter(Duration.ofMillis(15)));
            String first = leader(a);
            Domain old = host.domain(first);
            Domain rest = old.equals(a) ? b : a;

            try (Capture capture = lan.capture(HostPath.of("/tmp/election.pcapng"));
                    Partition alone = lan.isolate(old)) {
                assertNotEquals(first, leader(rest));
            }
            assertEquals(leader(rest), leader(old), "after the partition has healed");
        }
    }

    private static DomainSpec member(DomainSpec node, String name) {
        return node.toBuilder().name(name).nic(NicSpec.on("lan")).build();
    }

    private static String leader(Domain member) {
        return member.agent().exec("leader", "--wait").outputText().strip();
    }
    // end
}
