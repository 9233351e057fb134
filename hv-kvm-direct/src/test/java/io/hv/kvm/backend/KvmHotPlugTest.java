package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Disk;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.PlugFlag;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.virtio.entropy.VirtioEntropy;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices that have come and gone are in clones and files, and a reset is an answer, too. */
@RequiresKvm
@Timeout(600)
class KvmHotPlugTest {

    private static final MacAddress FIRST = MacAddress.parse("52:54:00:00:00:01");
    private static final MacAddress SECOND = MacAddress.parse("52:54:00:00:00:02");
    private static final Duration SHORT = Duration.ofMillis(300);

    /** It lets go of everything that it is asked for. */
    private static final SmallGuest POLITE = SmallGuests.actor().with("part", 4);

    @TempDir
    private Path folder;

    private DiskSpec disk(String name) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(1 << 20);
        }
        return DiskSpec.of(DiskSource.file(HostPath.of(file)));
    }

    private static Network lan(Host host) {
        Network lan = host.define(NetworkSpec.isolated("lan").build());
        lan.start();
        return lan;
    }

    private static void end(Network lan) {
        lan.stop();
        lan.undefine();
    }

    private static List<String> targets(Domain domain) {
        return domain.disks().stream().map(Disk::target).toList();
    }

    private static List<String> devices(Domain domain) {
        return domain.as(KvmDomain.class).devices().stream()
                .map(DeviceStatistics::name)
                .toList();
    }

    @Test
    void aCloneGetsAddressesOfItsOwn() {
        DomainSpec spec = Saves.spec(POLITE)
                .nic(NicSpec.on("lan").mac(FIRST))
                .nic(NicSpec.on("lan").mac(SECOND).link(false))
                .build();
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = lan(host);
            KvmNetwork fabric = lan.as(KvmNetwork.class);
            try (TransientDomain domain = host.create(spec)) {
                Saves.listens(domain);
                try (TransientDomain clone = domain.fork()) {
                    List<MacAddress> fresh = clone.as(KvmDomain.class).freshAddresses(Saves.PATIENCE);
                    assertEquals(2, Set.copyOf(fresh).size());
                    assertTrue(Collections.disjoint(fresh, List.of(FIRST, SECOND)), fresh::toString);
                    assertEquals(fresh, clone.nics().stream().map(Nic::mac).toList());
                    assertEquals(
                            List.of(true, false),
                            clone.nics().stream()
                                    .map(nic -> nic.spec().isLinkUp())
                                    .toList());
                    assertEquals(List.of("net0", "net1"), devices(clone));
                    assertEquals(2, fabric.portsOf(clone.name()).size());
                    assertEquals(
                            List.of(FIRST, SECOND),
                            domain.nics().stream().map(Nic::mac).toList());
                }
            }
            end(lan);
        }
    }

    /** A device of the user's own has a name that no other has; a refused machine leaves nothing at the network. */
    @Test
    void twoDevicesOfANameAreRefused() {
        DomainSpec spec = Saves.spec(POLITE)
                .nic(NicSpec.on("lan").mac(FIRST))
                .with(KvmOptions.defaults().device(() -> new VirtioEntropy("net0")))
                .build();
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = lan(host);
            InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> host.create(spec));
            assertEquals("options.devices", refused.faults().get(0).path());
            assertEquals("net0", refused.faults().get(0).value());
            KvmNetwork fabric = lan.as(KvmNetwork.class);
            assertThrows(NotFoundException.class, () -> fabric.portsOf("actor"));
            end(lan);
        }
    }

    @Test
    void aGuestThatHoldsItsCardKeepsItsAddress() {
        DomainSpec spec = Saves.spec(SmallGuests.actor().with("part", 1))
                .nic(NicSpec.on("lan").mac(FIRST))
                .build();
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = lan(host);
            try (TransientDomain domain = host.create(spec)) {
                Saves.listens(domain);
                KvmDomain its = domain.as(KvmDomain.class);
                assertThrows(OperationTimeoutException.class, () -> its.freshAddresses(SHORT));
                assertEquals(
                        List.of(FIRST), domain.nics().stream().map(Nic::mac).toList());
            }
            end(lan);
        }
    }

    @Test
    void whatHasComeAndGoneIsInClonesAndFiles() throws IOException {
        Path file = folder.resolve("saved.hv");
        DomainSpec spec = Saves.spec(POLITE)
                .disk(disk("a"))
                .nic(NicSpec.on("lan").mac(FIRST))
                .with(KvmOptions.defaults().entropy(true))
                .build();
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = lan(host);
            TransientDomain domain = host.create(spec);
            Saves.listens(domain);
            Disk second = domain.attach(disk("b").target("vdc"));
            Disk between = domain.attach(disk("c"));
            assertEquals("vdb", between.target());
            assertEquals(SECOND, domain.attach(NicSpec.on("lan").mac(SECOND)).mac());
            assertEquals(List.of("vda", "net0", "rng0", "vdc", "vdb", "net1"), devices(domain));
            assertEquals(2, lan.as(KvmNetwork.class).portsOf("actor").size());
            NicSpec first = domain.nic(FIRST).detach().await(Saves.PATIENCE);
            assertEquals(NicSpec.on("lan").mac(FIRST), first);
            assertEquals(disk("a").target("vda"), domain.disk("vda").detach().await(Saves.PATIENCE));
            assertEquals(1, lan.as(KvmNetwork.class).portsOf("actor").size());
            assertEquals(List.of("rng0", "vdc", "vdb", "net1"), devices(domain));
            try (Clones clones = domain.cloneAs(CloneSpec.live().count(2)).await(Saves.PATIENCE)) {
                for (TransientDomain clone : clones.domains()) {
                    assertEquals(List.of("vdb", "vdc"), targets(clone));
                    assertEquals(List.of("vdb", "vdc", "net1", "rng0"), devices(clone));
                    DiskSpec unused = clone.disk("vdc").detach().await(Saves.PATIENCE);
                    NicSpec gone = clone.nic(SECOND).detach().await(Saves.PATIENCE);
                    assertEquals(SECOND, gone.mac().orElseThrow());
                    assertEquals(List.of("vdb", "rng0"), devices(clone));
                    assertEquals(
                            "vda", clone.attach(disk("clone-" + clone.name())).target());
                }
            }
            assertEquals(List.of(between, second), domain.disks());
            Saves.save(domain, file);
            Domain restored = Saves.restore(host, file);
            assertEquals(List.of("vdb", "vdc"), targets(restored));
            assertEquals(List.of("vdb", "vdc", "net1", "rng0"), devices(restored));
            assertEquals(FIRST, restored.attach(NicSpec.on("lan").mac(FIRST)).mac());
            assertTrue(devices(restored).contains("net0"), "its name was free");
            DiskSpec unused = restored.disk("vdb").detach().await(Saves.PATIENCE);
            assertEquals(List.of("vdc"), targets(restored));
            restored.destroy();
            end(lan);
        }
    }

    /** What came for one run only is in that run's file, and the definition is as it was. */
    @Test
    void aDefinedDomainIsSavedWithWhatItHas() throws IOException {
        Path file = folder.resolve("saved.hv");
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = host.define(Saves.spec(POLITE)
                    .name("plug-" + UUID.randomUUID())
                    .disk(disk("a"))
                    .build());
            try {
                domain.start();
                Saves.listens(domain);
                Disk plugged = domain.attach(disk("b"));
                Disk kept = domain.attach(disk("c"), PlugFlag.DEFINITION);
                assertEquals(List.of("vda", "vdb", "vdc"), targets(domain));
                DiskSpec first = domain.disk("vda").detach().await(Saves.PATIENCE);
                Saves.save(domain, file);
                assertEquals(List.of("vda", "vdc"), targets(domain), "as it is defined");
                Domain restored = Saves.restore(host, file);
                assertEquals(domain, restored);
                assertEquals(List.of("vdb", "vdc"), targets(domain));
                assertEquals(List.of(first, kept.spec()), domain.spec().disks());
                assertEquals(disk("b").target("vdb"), plugged.detach().await(Saves.PATIENCE));
                domain.destroy();
                domain.edit(spec -> spec.disks(List.of(first)));
                assertThrows(InvalidStateException.class, () -> Saves.restore(host, file));
            } finally {
                if (domain.state().isActive()) {
                    domain.destroy();
                }
                domain.undefine();
            }
        }
    }

    /** A guest that never answers keeps its device, until it is reset: then it has let go of everything. */
    @Test
    void aResetIsAnAnswer() throws IOException {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain =
                        host.create(Saves.spec(SmallGuests.actor().with("part", 1))
                                .disk(disk("a"))
                                .build())) {
            Saves.listens(domain);
            Disk plugged = domain.attach(disk("b"));
            Job<DiskSpec> first = domain.disk("vda").detach();
            OperationTimeoutException silent = assertThrows(OperationTimeoutException.class, () -> first.await(SHORT));
            assertTrue(String.valueOf(silent.getMessage()).contains("vda"), silent.getMessage());
            assertEquals(List.of("vda", "vdb"), targets(domain));
            Job<DiskSpec> again = domain.disk("vda").detach();
            assertFalse(again.isDone());
            domain.reset();
            assertEquals("vda", first.await(Saves.PATIENCE).target().orElseThrow());
            assertEquals("vda", again.await(Saves.PATIENCE).target().orElseThrow());
            assertEquals(List.of("vdb"), targets(domain));
            assertEquals(List.of("vdb"), devices(domain), "what was not asked for stays");
            assertEquals(List.of(plugged), domain.disks());
        }
    }

    /** There are 31 slots, and a refused device leaves nothing behind. */
    @Test
    void isFullAtTheEnd() throws IOException {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(Saves.spec(POLITE).build())) {
            Saves.listens(domain);
            for (int i = 0; i < 31; i++) {
                DiskSpec unused = domain.attach(disk("d" + i)).spec();
            }
            DiskSpec more = disk("more");
            assertThrows(InvalidSpecException.class, () -> domain.attach(more));
            DiskSpec last = domain.disks().get(30).detach().await(Saves.PATIENCE);
            assertEquals(last.target().orElseThrow(), domain.attach(more).target());
        }
    }
}
