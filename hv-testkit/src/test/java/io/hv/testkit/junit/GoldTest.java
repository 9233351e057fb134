package io.hv.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.testkit.contract.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden machines of hosts on which something fails: what is told, and that nothing is left. */
class GoldTest {

    private static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();
    private static final Cabling CABLING = new Cabling(List.of(LAN), Map.of("lan", "test-lan"));
    private static final GoldenMachine NODE = GoldenMachine.of(
                    DomainSpec.named("node").agent().nic(NicSpec.on("lan")).build())
            .ready(Readiness.agent(), Patience.forWhatMustHappen());

    private final FakeHost fake = new FakeHost();

    @TempDir
    private Path folder;

    private Gold gold(Optional<String> key) {
        return new Gold(fake.host(), NODE, List.of(LAN), new TemplateFolder(folder, 1), key);
    }

    private void requireNothingLeft(Gold gold, String method) {
        IllegalStateException failure = new IllegalStateException(method + " is out of order");
        fake.fail(method, "node-golden", failure);
        assertSame(failure, assertThrows(IllegalStateException.class, () -> gold.fresh(NODE, CABLING)));
        assertEquals(Set.of(), fake.present);
        // The next test has the same failure to tell, and not that the first one's networks are in its way.
        assertSame(failure, assertThrows(IllegalStateException.class, () -> gold.fresh(NODE, CABLING)));
        assertEquals(Set.of(), fake.present);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "suspend"})
    void oneThatCannotStandStillIsClosed(String method) {
        try (Gold gold = gold(Optional.empty())) {
            requireNothingLeft(gold, method);
            fake.heal();
            try (TransientDomain fork = gold.fresh(NODE, CABLING)) {
                assertEquals(1, fork.lineage().size());
                assertEquals(3, fake.present.size(), "a golden machine, its network, and a fork");
            }
        }
        assertEquals(Set.of(), fake.present);
    }

    @Test
    void oneThatCannotBeSavedIsClosed() {
        try (Gold gold = gold(Optional.of("0123456789abcdef"))) {
            requireNothingLeft(gold, "save");
        }
    }

    @Test
    void withoutItsNetworksThereIsNone() {
        HostFailureException failure = new HostFailureException("no more networks", "have fewer", "start", 0, null);
        fake.fail("start", "lan-golden", failure);
        try (Gold gold = gold(Optional.empty())) {
            NotGoldenException none = assertThrows(NotGoldenException.class, () -> gold.fresh(NODE, CABLING));
            assertSame(failure, none.getCause());
            assertEquals(List.of(), fake.booted);
            assertEquals(Set.of(), fake.present);
        }
    }
}
