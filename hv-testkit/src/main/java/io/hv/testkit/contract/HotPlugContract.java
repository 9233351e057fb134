package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.PlugFlag;
import io.hv.TransientDomain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Devices that are put into machines that run, and taken out of them. */
@Contract
public class HotPlugContract {

    private static final ByteSize SIZE = ByteSize.mib(3);

    /** For JUnit, which creates it. */
    public HotPlugContract() {}

    private static DiskSpec disk(Bench bench) {
        return DiskSpec.of(DiskSource.file(HostPath.of(bench.file(SIZE))));
    }

    /** One whose guest hears what is asked of it. */
    private static Domain listening(Bench bench) {
        bench.needs(Feature.HOT_PLUG, Feature.GUEST_CODE);
        Domain domain = bench.running(GuestKind.POLITE);
        bench.backend().untilItListens(domain);
        return domain;
    }

    private static List<String> targets(Domain domain) {
        return domain.disks().stream().map(Disk::target).toList();
    }

    /** The machine has it, until it ends; the definition has not. */
    @Test
    public void forThisRun(Bench bench) {
        bench.needs(Feature.HOT_PLUG);
        DiskSpec first = disk(bench);
        Domain domain = bench.define(bench.idle().edit(spec -> spec.disk(first)));
        domain.start();
        Disk second = domain.attach(disk(bench).serial("PLUGGED"));
        assertEquals("vdb", second.target());
        assertEquals(List.of("vda", "vdb"), targets(domain));
        assertEquals(second, bench.open().domain(domain.uuid()).disk("vdb"));
        assertEquals("PLUGGED", second.spec().serial().orElseThrow());
        assertEquals(SIZE, second.capacity());
        assertEquals(1, domain.spec().disks().size(), "the definition stays");
        domain.destroy();
        assertEquals(List.of("vda"), targets(domain));
        Told.of(assertThrows(NotFoundException.class, second::spec), "vdb");
        domain.start();
        assertEquals(List.of("vda"), targets(domain));
    }

    /** The definition has it, too, and so the next run. */
    @Test
    public void forTheNextRunToo(Bench bench) {
        bench.needs(Feature.HOT_PLUG);
        Domain domain = bench.running();
        Disk disk = domain.attach(disk(bench).target("vdq"), PlugFlag.DEFINITION);
        assertEquals("vdq", disk.target());
        assertEquals(domain.spec().disks(), List.of(disk.spec()));
        domain.destroy();
        assertEquals(List.of("vdq"), targets(domain));
        domain.start();
        assertEquals(List.of("vdq"), targets(domain));
        assertEquals(SIZE, disk.capacity());
    }

    /** What cannot be is refused, and the machine is as it was. */
    @Test
    public void refused(Bench bench) {
        bench.needs(Feature.HOT_PLUG);
        DiskSpec first = disk(bench);
        Domain domain = bench.define(bench.idle().edit(spec -> spec.disk(first)));
        Told.of(assertThrows(InvalidStateException.class, () -> domain.attach(disk(bench))), domain.name());
        Told.of(
                assertThrows(
                        InvalidStateException.class, () -> domain.disk("vda").detach()),
                domain.name());
        domain.start();
        assertThrows(InvalidSpecException.class, () -> domain.attach(disk(bench).target("vda")));
        assertThrows(InvalidSpecException.class, () -> domain.attach(first.target("vdb")), "two write one file");
        assertThrows(InvalidSpecException.class, () -> domain.attach(disk(bench).queues(0)));
        Path missing = Path.of(bench.path().path());
        assertThrows(
                HypervisorException.class, () -> domain.attach(DiskSpec.of(DiskSource.file(HostPath.of(missing)))));
        assertEquals(List.of("vda"), targets(domain));
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** A machine that will be gone has no definition to change. */
    @Test
    public void ofATransientMachine(Bench bench) {
        bench.needs(Feature.HOT_PLUG);
        try (TransientDomain domain = bench.created()) {
            DiskSpec disk = disk(bench);
            assertThrows(InvalidStateException.class, () -> domain.attach(disk, PlugFlag.DEFINITION));
            assertEquals(List.of(), domain.disks());
            Disk plugged = domain.attach(disk);
            assertEquals(List.of(plugged), domain.disks());
            assertThrows(InvalidStateException.class, () -> plugged.detach(PlugFlag.DEFINITION));
        }
    }

    /** The guest lets go of it, and it is gone; another can have its name, and its file. */
    @Test
    public void detached(Bench bench) {
        Domain domain = listening(bench);
        DiskSpec spec = disk(bench);
        Disk disk = domain.attach(spec);
        DiskSpec was = disk.spec();
        assertEquals(was, disk.detach().await(bench.patience()));
        assertEquals(List.of(), domain.disks());
        assertThrows(NotFoundException.class, disk::spec);
        assertThrows(NotFoundException.class, () -> disk.detach());
        assertEquals(disk, domain.attach(spec));
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** One that the definition has stays there, or goes from there, too. */
    @Test
    public void ofTheDefinition(Bench bench) {
        bench.needs(Feature.HOT_PLUG, Feature.GUEST_CODE);
        DiskSpec first = disk(bench);
        DiskSpec second = disk(bench);
        Domain domain = bench.define(
                bench.guest(GuestKind.POLITE).edit(spec -> spec.disk(first).disk(second)));
        domain.start();
        bench.backend().untilItListens(domain);
        domain.disk("vdb").detach().await(bench.patience());
        assertEquals(List.of("vda"), targets(domain));
        assertEquals(2, domain.spec().disks().size());
        domain.disk("vda").detach(PlugFlag.DEFINITION).await(bench.patience());
        assertEquals(List.of(), targets(domain));
        assertEquals(
                List.of("vdb"),
                domain.spec().disks().stream()
                        .map(disk -> disk.target().orElseThrow())
                        .toList());
    }

    /** A machine that ends while its guest is asked ends the job. */
    @Test
    public void endsMeanwhile(Bench bench) {
        bench.needs(Feature.SUSPEND);
        Domain domain = listening(bench);
        Disk disk = domain.attach(disk(bench));
        domain.suspend();
        Job<DiskSpec> job = disk.detach();
        domain.destroy();
        Told.of(assertThrows(InvalidStateException.class, () -> job.await(bench.patience())), "vda");
    }

    /** Who does not wait any more has asked all the same. */
    @Test
    public void cancelled(Bench bench) {
        bench.needs(Feature.SUSPEND);
        Domain domain = listening(bench);
        Disk disk = domain.attach(disk(bench));
        domain.suspend();
        Job<DiskSpec> first = disk.detach();
        assertTrue(first.cancel());
        assertThrows(OperationCancelledException.class, () -> first.await(bench.patience()));
        assertEquals(List.of("vda"), targets(domain));
        Job<DiskSpec> second = disk.detach();
        domain.resume();
        second.await(bench.patience());
        assertEquals(List.of(), domain.disks());
    }

    /** Again and again: nothing is used up by it. */
    @Test
    public void againAndAgain(Bench bench) {
        Domain domain = listening(bench);
        DiskSpec spec = disk(bench);
        for (int i = 0; i < 10; i++) {
            domain.attach(spec).detach().await(bench.patience());
        }
        assertEquals(List.of(), domain.disks());
    }

    /** Network cards come and go as disks do, with an address of their own. */
    @Test
    public void networkCards(Bench bench) {
        bench.needs(Feature.NICS);
        Domain domain = listening(bench);
        NicSpec card = bench.nic();
        Nic first = domain.attach(card, PlugFlag.DEFINITION);
        MacAddress mac = MacAddress.random();
        Nic second = domain.attach(card.mac(mac).link(false));
        assertEquals(mac, second.mac());
        assertEquals(List.of(first, second), domain.nics());
        assertEquals(List.of(first.spec()), domain.spec().nics());
        assertThrows(InvalidSpecException.class, () -> domain.attach(card.mac(mac)));
        assertThrows(NotFoundException.class, () -> domain.attach(NicSpec.on(bench.name("none"))));
        assertEquals(card.mac(mac).link(false), second.detach().await(bench.patience()));
        assertEquals(List.of(first), domain.nics());
        NicSpec unused = first.detach(PlugFlag.DEFINITION).await(bench.patience());
        assertEquals(List.of(), domain.nics());
        assertEquals(List.of(), domain.spec().nics());
        assertFalse(first.equals(second));
    }
}
