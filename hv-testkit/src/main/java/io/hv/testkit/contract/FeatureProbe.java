package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.hv.Agent;
import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.CloneSpec;
import io.hv.Console.From;
import io.hv.Content;
import io.hv.CopySpec;
import io.hv.CpuSpec;
import io.hv.CrashReport;
import io.hv.Diagnosis;
import io.hv.Disk;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DisplayModel;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.ElfBoot;
import io.hv.Feature;
import io.hv.Finding;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LinuxBoot;
import io.hv.MigrationSpec;
import io.hv.MultibootBoot;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.SaveSpec;
import io.hv.SnapshotSpec;
import io.hv.SpecFault;
import io.hv.StartFlag;
import io.hv.UnsupportedFeatureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.function.Executable;

/**
 * Tries a feature out, whether it is claimed or not. Three cannot be tried here: {@link Feature#OUTLIVES_PROCESS} is for
 * {@link CloseContract}, claimed or not, {@link Feature#GUEST_CODE} and {@link Feature#STOCK_GUESTS} are for the backend's
 * own tests.
 */
interface FeatureProbe {

    /** Uses it, and fails if it does not work. */
    void works(Bench bench);

    /** Uses it all the same, and fails unless it is refused without any effect. */
    void isRefused(Bench bench);

    /** The probe of a feature; a feature of hv-api without one fails. */
    static FeatureProbe of(Feature feature) {
        FeatureProbe probe = Probes.ALL.get(feature);
        return probe == null ? fail("there is no probe for the feature " + feature) : probe;
    }

    /** What is asked of a running domain. */
    record OfRunning(Feature feature, Consumer<Domain> call) implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            call.accept(bench.running());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.running();
            DomainStatus before = domain.status();
            Probes.refused(feature, () -> call.accept(domain));
            assertEquals(before, domain.status(), () -> feature + " was refused, and yet something happened");
        }
    }

    /** What is asked of a host, with what would be there if it had been done. */
    record OfHost(Feature feature, Consumer<Bench> call) implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            call.accept(bench);
        }

        @Override
        public void isRefused(Bench bench) {
            List<Domain> before = bench.host().domains();
            Probes.refused(feature, () -> call.accept(bench));
            assertEquals(before, bench.host().domains(), () -> feature + " was refused, and yet something happened");
        }
    }

    /** What stands in a spec: the host finds fault with that part, or does not. */
    record OfSpec(Feature feature, String path, Consumer<DomainSpec.Builder> part) implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            assertEquals(Optional.empty(), fault(bench, bench.idle().edit(part)), feature::id);
        }

        @Override
        public void isRefused(Bench bench) {
            DomainSpec spec = bench.idle().edit(part);
            SpecFault fault = fault(bench, spec)
                    .orElseGet(() -> fail(feature + " is not claimed, and the host finds no fault with it"));
            assertFalse(fault.why().isBlank());
            assertFalse(fault.remedy().isBlank());
            if (bench.backend().claims().contains(Feature.DEFINE)) {
                assertThrows(InvalidSpecException.class, () -> bench.define(spec));
            }
            assertFalse(bench.host().findDomain(spec.name()).isPresent(), () -> feature + " was refused, and yet");
        }

        private Optional<SpecFault> fault(Bench bench, DomainSpec spec) {
            return bench.host().check(spec).stream()
                    .filter(fault -> fault.path().equals(path))
                    .findFirst();
        }
    }

    /** What is asked of a disk of a running domain. */
    record OfDisk(Feature feature, Consumer<Disk> call) implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            call.accept(running(bench));
        }

        @Override
        public void isRefused(Bench bench) {
            if (!bench.backend().claims().contains(Feature.DISKS)) {
                Domain domain = bench.running();
                Probes.refused(Feature.DISKS, domain::disks);
                Probes.refused(Feature.DISKS, () -> domain.disk("vda"));
                return;
            }
            Disk disk = running(bench);
            ByteSize before = disk.capacity();
            Probes.refused(feature, () -> call.accept(disk));
            assertEquals(before, disk.capacity(), () -> feature + " was refused, and yet something happened");
        }

        private static Disk running(Bench bench) {
            DiskSpec spec = DiskSpec.of(DiskSource.file(HostPath.of(bench.file(ByteSize.mib(1)))));
            Domain domain = bench.define(bench.idle().edit(b -> b.disk(spec)));
            domain.start();
            return domain.disk("vda");
        }
    }

    /** The screen of a running domain. */
    record OfDisplay() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            assertTrue(DisplayContract.running(bench).display().screenshot().width() > 0);
        }

        @Override
        public void isRefused(Bench bench) {
            new OfSpec(Feature.DISPLAY, "display", spec -> spec.display(DisplayModel.VGA)).isRefused(bench);
            Domain domain = bench.running();
            Probes.refused(Feature.DISPLAY, domain::display);
        }
    }

    /** The cable of a running domain's network card. */
    record OfLink() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            running(bench).link(false);
        }

        @Override
        public void isRefused(Bench bench) {
            if (bench.backend().claims().contains(Feature.NICS)) {
                Nic nic = running(bench);
                Probes.refused(Feature.NIC_LINK, () -> nic.link(false));
                assertTrue(nic.spec().isLinkUp(), "it was refused, and yet something happened");
            } else {
                Domain domain = bench.running();
                Probes.refused(Feature.NICS, domain::nics);
            }
        }

        private static Nic running(Bench bench) {
            Domain domain = bench.define(bench.idle().edit(spec -> spec.nic(bench.nic())));
            domain.start();
            return domain.nics().get(0);
        }
    }

    /** Disks and network cards that come to a machine that runs, and go. */
    record OfHotPlug() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            Domain domain = bench.running();
            DiskSpec spec = DiskSpec.of(DiskSource.file(HostPath.of(bench.file(ByteSize.mib(1)))));
            assertEquals(List.of(domain.attach(spec)), domain.disks());
        }

        @Override
        public void isRefused(Bench bench) {
            DiskSpec spec = DiskSpec.of(DiskSource.file(HostPath.of(bench.file(ByteSize.mib(1)))));
            boolean hasDisks = bench.backend().claims().contains(Feature.DISKS);
            Domain domain = bench.define(hasDisks ? bench.idle().edit(each -> each.disk(spec)) : bench.idle());
            domain.start();
            Probes.refused(Feature.HOT_PLUG, () -> domain.attach(spec.target("vdx")));
            Probes.refused(Feature.HOT_PLUG, () -> domain.attach(NicSpec.userMode()));
            if (hasDisks) {
                Disk disk = domain.disk("vda");
                Probes.refused(Feature.HOT_PLUG, disk::detach);
                assertEquals(List.of(disk), domain.disks(), "it was refused, and yet something happened");
            }
        }
    }

    /** Reports of crashes, which are there or not without being asked for. */
    record OfCrashes() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            CrashReport report = report(bench).orElseGet(() -> fail("no report of the crash"));
            assertNotEquals(CrashReport.Cause.UNKNOWN, report.cause());
            assertFalse(report.message().isBlank());
        }

        @Override
        public void isRefused(Bench bench) {
            assertTrue(
                    report(bench)
                            .filter(report -> report.cause() != CrashReport.Cause.UNKNOWN)
                            .isEmpty(),
                    "a report that is not claimed");
        }

        private static Optional<CrashReport> report(Bench bench) {
            Domain domain = bench.running(GuestKind.CRASHER);
            domain.awaitState(DomainState.CRASHED, bench.patience());
            return domain.crash();
        }
    }

    /** Saved and restored: by the domain, and by the host. */
    record OfSave() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            HostPath file = bench.path();
            HostPath unused = bench.running().save(file).await(bench.patience());
            Domain domain = bench.host().restore(file).await(bench.patience());
            assertEquals(DomainState.RUNNING, domain.state());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.running();
            HostPath file = bench.path();
            Probes.refused(Feature.SAVE, () -> domain.save(file));
            Probes.refused(Feature.SAVE, () -> bench.host().restore(file));
            Probes.refused(Feature.SAVE, () -> bench.host().restore(file, CloneSpec.live()));
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    /** Saved as a difference: from where it was restored. */
    record OfSaveDifference() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            HostPath base = bench.running().save(bench.path()).await(bench.patience());
            Domain domain = bench.host().restore(base).await(bench.patience());
            HostPath file = domain.save(difference(bench)).await(bench.patience());
            assertEquals(
                    DomainState.RUNNING,
                    bench.host().restore(file).await(bench.patience()).state());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.running();
            Probes.refused(Feature.SAVE_DIFFERENCE, () -> domain.save(difference(bench)));
            assertEquals(DomainState.RUNNING, domain.state());
        }

        private static SaveSpec difference(Bench bench) {
            return SaveSpec.to(bench.path()).difference();
        }
    }

    /** Taken, of a domain with a disk that can have one. */
    record OfSnapshots() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            Domain domain = SnapshotContract.domain(bench, GuestKind.IDLE);
            domain.snapshot(SnapshotSpec.named("probe")).await(bench.patience()).delete();
            assertEquals(List.of(), domain.snapshots());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.defined();
            Probes.refused(Feature.SNAPSHOTS, domain::snapshots);
            Probes.refused(Feature.SNAPSHOTS, () -> domain.snapshot(SnapshotSpec.named("probe")));
            assertEquals(DomainState.SHUTOFF, domain.state());
        }
    }

    /** Moved to another host; refused to one's own. */
    record OfMigrate() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            Domain domain = bench.running();
            Domain moved = domain.migrateTo(bench.elsewhere(), bench.backend().migration())
                    .await(bench.patience());
            assertEquals(DomainState.RUNNING, moved.state());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.running();
            Probes.refused(Feature.MIGRATE, () -> domain.migrateTo(bench.host(), MigrationSpec.live()));
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    /** The marker port. */
    record OfMarkers() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            bench.running(GuestKind.MARKER).awaitMarker(GuestKind.MARK, bench.patience());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.running();
            Probes.refused(Feature.MARKER, () -> domain.awaitMarker(GuestKind.MARK, bench.blink()));
        }
    }

    /** The channel in the spec, and the handle of the agent, which cannot be asked while the domain is off. */
    record OfAgent() implements FeatureProbe {

        private static final OfSpec CHANNEL = new OfSpec(Feature.AGENT, "agent", DomainSpec.Builder::agent);

        @Override
        public void works(Bench bench) {
            CHANNEL.works(bench);
            Domain domain = bench.define(bench.idle().edit(DomainSpec.Builder::agent));
            assertTrue(domain.spec().hasAgent());
            Agent agent = domain.agent();
            assertThrows(InvalidStateException.class, () -> agent.ping(bench.patience()));
        }

        @Override
        public void isRefused(Bench bench) {
            CHANNEL.isRefused(bench);
            Domain domain = bench.running();
            Probes.refused(Feature.AGENT, domain::agent);
            assertFalse(domain.spec().hasAgent());
        }
    }

    /** Started paused: by both ways of starting. */
    record OfStartPaused() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            Domain domain = bench.defined();
            domain.start(StartFlag.PAUSED);
            assertEquals(DomainState.PAUSED, domain.state());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.defined();
            Probes.refused(Feature.START_PAUSED, () -> domain.start(StartFlag.PAUSED));
            assertEquals(DomainState.SHUTOFF, domain.state());
            if (bench.backend().claims().contains(Feature.TRANSIENT)) {
                DomainSpec spec = bench.idle();
                Probes.refused(Feature.START_PAUSED, () -> bench.host().create(spec, StartFlag.PAUSED));
                assertFalse(bench.host().findDomain(spec.name()).isPresent());
            }
        }
    }

    /** What is done with a domain that is shut off. */
    record OfShutOff(Feature feature, Consumer<Domain> call) implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            call.accept(bench.defined());
        }

        @Override
        public void isRefused(Bench bench) {
            Domain domain = bench.defined();
            DomainSpec before = domain.spec();
            Probes.refused(feature, () -> call.accept(domain));
            assertEquals(before, domain.spec(), () -> feature + " was refused, and yet something happened");
        }
    }

    /** Definitions that stay when all handles of the host are closed, or go with the last one. */
    record OfPersistence() implements FeatureProbe {
        @Override
        public void works(Bench bench) {
            DomainSpec spec = definedAndClosed(bench);
            assertTrue(bench.host().findDomain(spec.name()).isPresent(), "it is defined still");
        }

        @Override
        public void isRefused(Bench bench) {
            DomainSpec spec = definedAndClosed(bench);
            assertFalse(bench.host().findDomain(spec.name()).isPresent(), "it persists, and that is not claimed");
        }

        private static DomainSpec definedAndClosed(Bench bench) {
            bench.needs(Feature.DEFINE);
            DomainSpec spec = bench.idle();
            try (Host first = bench.open()) {
                Domain unused = first.define(spec);
            }
            return spec;
        }
    }

    /** The probes of hv-api's features. */
    final class Probes {

        private static final Content BYTES = Content.bytes(new byte[] {(byte) 0xf4});
        private static final Content FILE = Content.file(HostPath.of("/no/such/file"));
        private static final DiskSpec DISK = DiskSpec.of(DiskSource.file(HostPath.of("/no/such/disk")));

        static final Map<Feature, FeatureProbe> ALL = Map.ofEntries(
                of(new OfHost(Feature.DEFINE, bench -> bench.define(bench.idle())), Feature.DEFINE),
                of(new OfPersistence(), Feature.DEFINITIONS_PERSIST),
                of(
                        new OfShutOff(Feature.EDIT, domain -> domain.edit(spec -> spec.memory(ByteSize.mib(48)))),
                        Feature.EDIT),
                of(new OfShutOff(Feature.DOCUMENTS, Domain::definition), Feature.DOCUMENTS),
                of(
                        new OfHost(
                                Feature.TRANSIENT,
                                bench -> bench.host().create(bench.idle()).close()),
                        Feature.TRANSIENT),
                of(new OfHost(Feature.DIAGNOSE, Probes::diagnose), Feature.DIAGNOSE),
                of(new OfHost(Feature.EVENTS, bench -> bench.host().events()), Feature.EVENTS),
                of(new OfStartPaused(), Feature.START_PAUSED),
                of(new OfRunning(Feature.SUSPEND, Domain::suspend), Feature.SUSPEND),
                of(new OfRunning(Feature.SHUTDOWN, Domain::shutdown), Feature.SHUTDOWN),
                of(new OfRunning(Feature.RESET, Domain::reset), Feature.RESET),
                of(
                        new OfRunning(
                                Feature.CONSOLE,
                                domain -> domain.console().open(From.START).close()),
                        Feature.CONSOLE),
                of(new OfSpec(Feature.SMP, "vcpus", spec -> spec.vcpus(2)), Feature.SMP),
                of(
                        new OfSpec(
                                Feature.CPU_POLICY,
                                "cpu",
                                spec -> spec.cpu(CpuSpec.host().without("avx"))),
                        Feature.CPU_POLICY),
                of(boot(LinuxBoot.kernel(FILE)), Feature.BOOT_LINUX),
                of(boot(ElfBoot.of(FILE)), Feature.BOOT_ELF),
                of(boot(MultibootBoot.kernel(FILE)), Feature.BOOT_MULTIBOOT),
                of(boot(BinaryBoot.of(FILE, BinaryBoot.Mode.REAL, 0x1000)), Feature.BOOT_BINARY),
                of(
                        new OfSpec(
                                Feature.CONTENT_BYTES,
                                "boot.image",
                                spec -> spec.boot(BinaryBoot.of(BYTES, BinaryBoot.Mode.REAL, 0x1000))),
                        Feature.CONTENT_BYTES),
                of(new OfSpec(Feature.DISKS, "disks", spec -> spec.disk(DISK)), Feature.DISKS),
                of(
                        new OfSpec(
                                Feature.DISK_LIMITS,
                                "disks[0].limits",
                                spec -> spec.disk(DISK.limits(DiskLimits.none().operationsPerSecond(10)))),
                        Feature.DISK_LIMITS),
                of(new OfDisk(Feature.DISK_RESIZE, disk -> disk.resize(ByteSize.mib(2))), Feature.DISK_RESIZE),
                of(new OfRunning(Feature.STATISTICS, Domain::statistics), Feature.STATISTICS),
                of(new OfDisk(Feature.DISK_STATISTICS, Disk::statistics), Feature.DISK_STATISTICS),
                of(
                        new OfSpec(Feature.DISK_THROWAWAY, "disks[0].throwaway", spec -> spec.disk(DISK.throwaway())),
                        Feature.DISK_THROWAWAY),
                of(new OfSpec(Feature.NICS, "nics", spec -> spec.nic(NicSpec.userMode())), Feature.NICS),
                of(new OfDisplay(), Feature.DISPLAY),
                of(new OfLink(), Feature.NIC_LINK),
                of(new OfHotPlug(), Feature.HOT_PLUG),
                of(new OfRunning(Feature.CLONE_LIVE, domain -> domain.fork().close()), Feature.CLONE_LIVE),
                of(
                        new OfShutOff(
                                Feature.COPY,
                                domain -> domain.copyAs(CopySpec.full(domain.name() + "-copy"))
                                        .await()),
                        Feature.COPY),
                of(
                        new OfShutOff(
                                Feature.COPY_LINKED,
                                domain -> domain.copyAs(CopySpec.linked(domain.name() + "-linked"))
                                        .await()),
                        Feature.COPY_LINKED),
                of(new OfSave(), Feature.SAVE),
                of(new OfSaveDifference(), Feature.SAVE_DIFFERENCE),
                of(new OfSnapshots(), Feature.SNAPSHOTS),
                of(new OfMigrate(), Feature.MIGRATE),
                of(new NetworkProbe(), Feature.NETWORKS),
                of(new PoolProbe(), Feature.POOLS),
                of(new PoolProbe.OfResize(), Feature.VOLUME_RESIZE),
                of(new PoolProbe.OfTransfer(), Feature.VOLUME_TRANSFER),
                of(new OfMarkers(), Feature.MARKER),
                of(new OfAgent(), Feature.AGENT),
                of(new OfCrashes(), Feature.CRASH_REPORT));

        private Probes() {}

        private static Map.Entry<Feature, FeatureProbe> of(FeatureProbe probe, Feature feature) {
            return Map.entry(feature, probe);
        }

        private static FeatureProbe boot(Boot boot) {
            return new OfSpec(boot.feature(), "boot", spec -> spec.boot(boot));
        }

        private static void diagnose(Bench bench) {
            Diagnosis diagnosis = bench.host().diagnose();
            assertEquals(List.of(), diagnosis.findings(Finding.Severity.PROBLEM), "of a host that is open");
            assertFalse(diagnosis.findings().isEmpty(), "nothing was looked at");
        }

        static void refused(Feature feature, Executable call) {
            UnsupportedFeatureException refused = assertThrows(
                    UnsupportedFeatureException.class, call, () -> feature + " is not claimed, and yet it works");
            assertEquals(feature, refused.feature());
        }
    }
}
