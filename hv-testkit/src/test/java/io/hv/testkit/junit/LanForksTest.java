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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When machines with cards on a test's network are booted since they cannot be forked. */
class LanForksTest {

    private static final NetworkSpec LAN = NetworkSpec.isolated("lan").build();
    private static final Cabling CABLING = new Cabling(List.of(LAN), Map.of("lan", "test-lan"));
    private static final GoldenMachine NODE = GoldenMachine.of(
                    DomainSpec.named("node").agent().nic(NicSpec.on("lan")).build())
            .ready(Readiness.agent(), Patience.forWhatMustHappen());

    private final FakeHost fake = new FakeHost();

    private final Gold gold;
    private final LanForks forks;

    LanForksTest(@TempDir Path folder) {
        gold = new Gold(fake.host(), NODE, List.of(LAN), new TemplateFolder(folder, 1), Optional.empty());
        forks = new LanForks(fake.host(), NODE, gold);
    }

    private void requireBooted() {
        try (TransientDomain booted = forks.fresh(CABLING)) {
            assertEquals(List.of(), booted.lineage());
            DomainSpec spec = fake.booted.get(fake.booted.size() - 1);
            assertEquals(booted.name(), spec.name());
            assertEquals(Optional.of("test-lan"), spec.nics().get(0).network());
        }
    }

    @AfterEach
    void nothingIsLeft() {
        gold.close();
        assertEquals(Set.of(), fake.present);
    }

    @Test
    void whereTheGoldenNetworkCannotBe() {
        fake.fail("start", "lan-golden", new HostFailureException("no more networks", "have fewer", "start", 0, null));
        requireBooted();
        requireBooted();
        assertEquals(1, fake.defined.size(), "it is tried once");
    }

    @Test
    void whereAGuestKeepsItsCards() {
        requireBooted();
        requireBooted();
        assertEquals(3, fake.booted.size(), "the golden one, and two");
    }

    /** It may be on the test's network still, so that the test cannot go on; why it was to go is known. */
    @Test
    void aForkThatCannotBeClosedIsTold() {
        IllegalStateException failure = new IllegalStateException("it stays");
        fake.fail("close", "node-", failure);
        assertSame(failure, assertThrows(IllegalStateException.class, () -> forks.fresh(CABLING)));
        fake.heal();
        String fork = fake.present.stream()
                .filter(name -> name.startsWith("node-") && !name.contains("golden"))
                .findFirst()
                .orElseThrow();
        fake.present.remove(fork);
        requireBooted();
    }
}
