package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.NetworkPort;
import io.hv.kvm.net.ProgramPort;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clones whose cards are on other networks than their original's. */
@RequiresKvm
@Timeout(600)
class ClonesOnNetworksTest {

    private static final MacAddress FIRST = MacAddress.parse("52:54:00:00:00:01");
    private static final MacAddress SECOND = MacAddress.parse("52:54:00:00:00:02");

    @TempDir
    private Path folder;

    private static KvmNetwork network(Host host, String name) {
        Network network = host.define(NetworkSpec.isolated(name).build());
        network.start();
        return network.as(KvmNetwork.class);
    }

    private static void end(Host host, String name) {
        Network network = host.network(name);
        network.stop();
        network.undefine();
    }

    /** One with two cards that lets go of them. */
    private static TransientDomain golden(Host host) {
        DomainSpec spec = Saves.spec(SmallGuests.actor().with("part", 4))
                .nic(NicSpec.on("golden").mac(FIRST))
                .nic(NicSpec.on("other").mac(SECOND))
                .build();
        TransientDomain golden = host.create(spec);
        try (ConsoleSession console = golden.console().open(From.START)) {
            String unused = console.expect("ready", Saves.PATIENCE);
        }
        return golden;
    }

    private static List<Optional<String>> networks(Domain domain) {
        return domain.nics().stream().map(nic -> nic.spec().network()).toList();
    }

    /** Whether a frame for all, from a program on the network, comes to a port. The card takes none: its guest has no driver. */
    private static boolean isReached(KvmNetwork network, NetworkPort port) {
        long before = port.statistics().overrun() + port.statistics().receivedFrames();
        byte[] frame = new byte[64];
        Arrays.fill(frame, 0, 6, (byte) 0xff);
        frame[6] = 2;
        try (ProgramPort probe = network.connect("probe", (from, received) -> {})) {
            probe.send(frame);
        }
        return port.statistics().overrun() + port.statistics().receivedFrames() > before;
    }

    private static void comesAloneAndJoins(KvmNetwork test, TransientDomain clone) {
        assertEquals(List.of(Optional.of("test"), Optional.of("other")), networks(clone));
        NetworkPort alone = test.portsOf(clone.name()).get(0);
        assertEquals(clone.name() + "/" + FIRST, alone.name());
        assertTrue(!isReached(test, alone), alone.statistics()::toString);
        List<MacAddress> fresh = clone.as(KvmDomain.class).freshAddresses(Saves.PATIENCE);
        assertEquals(List.of(Optional.of("test"), Optional.of("other")), networks(clone));
        NetworkPort joined = test.portsOf(clone.name()).get(0);
        assertEquals(clone.name() + "/" + fresh.get(0), joined.name());
        assertTrue(isReached(test, joined), joined.statistics()::toString);
    }

    @Test
    void aForkIsOnAnotherNetworkThanItsOriginal() {
        try (Host host = Host.open(OwnRoot.URI)) {
            KvmNetwork here = network(host, "golden");
            KvmNetwork other = network(host, "other");
            KvmNetwork test = network(host, "test");
            try (TransientDomain golden = golden(host);
                    Clones clones = golden.cloneAs(CloneSpec.live().count(2).network("golden", "test"))
                            .await(Saves.PATIENCE)) {
                assertTrue(
                        clones.report().kept().stream()
                                .anyMatch(item -> item.what().equals("nic:" + FIRST)
                                        && item.detail().startsWith("MAC unchanged in guest")),
                        clones.report()::toString);
                for (TransientDomain clone : clones.domains()) {
                    comesAloneAndJoins(test, clone);
                }
                assertEquals(1, here.ports().size(), "the original's");
                assertEquals(3, other.ports().size(), "a card that nobody has moved stays");
                assertEquals(List.of(Optional.of("golden"), Optional.of("other")), networks(golden));
            }
            List.of("golden", "other", "test").forEach(name -> end(host, name));
        }
    }

    /** The network that a template was saved on is gone, and nobody misses it. */
    @Test
    void aTemplateNeedsItsOldNetworkNoMore() {
        HostPath file = HostPath.of(folder.resolve("template.hv"));
        try (Host host = Host.open(OwnRoot.URI)) {
            KvmNetwork unusedHere = network(host, "golden");
            KvmNetwork unusedOther = network(host, "other");
            KvmNetwork test = network(host, "test");
            try (TransientDomain golden = golden(host)) {
                HostPath unused = golden.save(file).await(Saves.PATIENCE);
            }
            end(host, "golden");
            Job<Clones> lost = host.restore(file, CloneSpec.live());
            assertThrows(NotFoundException.class, () -> lost.await(Saves.PATIENCE));
            try (Clones clones = host.restore(file, CloneSpec.live().network("golden", "test"))
                    .await(Saves.PATIENCE)) {
                comesAloneAndJoins(test, clones.domains().get(0));
            }
            assertEquals(List.of(), test.ports());
            Job<Clones> unknown = host.restore(file, CloneSpec.live().network("test", "golden"));
            assertThrows(InvalidSpecException.class, () -> unknown.await(Saves.PATIENCE));
            assertEquals(List.of(), host.domains());
            List.of("other", "test").forEach(name -> end(host, name));
        }
    }

    @Test
    void whatCannotBeLeavesNothing() {
        try (Host host = Host.open(OwnRoot.URI)) {
            KvmNetwork here = network(host, "golden");
            KvmNetwork unusedOther = network(host, "other");
            try (TransientDomain golden = golden(host)) {
                CloneSpec unknown = CloneSpec.live().network("test", "golden");
                assertThrows(InvalidSpecException.class, () -> golden.cloneAs(unknown));
                assertThrows(InvalidSpecException.class, () -> golden.plan(unknown));
                Job<Clones> absent = golden.cloneAs(CloneSpec.live().count(2).network("golden", "test"));
                assertThrows(NotFoundException.class, () -> absent.await(Saves.PATIENCE));
                assertEquals(List.of(golden), host.domains());
                assertEquals(1, here.ports().size());
            }
            List.of("golden", "other").forEach(name -> end(host, name));
        }
    }
}
