package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClockPolicy;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.SaveSpec;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stock Linux under load is saved and restored again and again: its work goes on, what it wrote is what it meant, and its
 * clocks are as its spec says. How often is a matter of the property {@code hv.saves}.
 */
@Tag("lab")
@RequiresKvm
@Timeout(7000)
class StockSavesTest {

    private static final int SAVES = Integer.getInteger("hv.saves", 2);

    @TempDir
    private Path folder;

    @Test
    void isSavedAndRestored(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        HostPath file = HostPath.of(folder.resolve("linux.hv"));
        double worst = 0;
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = host.create(BusyLinux.spec(disk, ClockPolicy.CATCH_UP));
            StockLinux linux = BusyLinux.working(domain);
            for (int i = 0; i < SAVES; i++) {
                HostPath unused = domain.save(file).await(StockLinux.PATIENCE);
                domain = host.restore(file).await(StockLinux.PATIENCE);
                linux = StockLinux.of(domain);
                BusyLinux.goesOn(linux, "after save " + i);
                worst = Math.max(worst, Math.abs(BusyLinux.ahead(linux)));
                assertTrue(worst <= 1, "the guest's clock is " + worst + " s off after save " + i);
            }
            BusyLinux.endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
        Evidence.write(
                reporter,
                "saves",
                String.format(Locale.ROOT, "{\"saves\": %d, \"clockOffSeconds\": %.3f}", SAVES, worst));
    }

    /** Whole once, then what differs from that, each time from the one before. The base's disk has changed by then. */
    @Test
    void isSavedAsADifference(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        Path base = folder.resolve("base.hv");
        Path file = folder.resolve("difference.hv");
        long part = 0;
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = host.create(BusyLinux.spec(disk, ClockPolicy.CATCH_UP));
            Object unused = BusyLinux.working(domain);
            HostPath whole = domain.save(HostPath.of(base)).await(StockLinux.PATIENCE);
            domain = host.restore(whole).await(StockLinux.PATIENCE);
            SaveSpec difference = SaveSpec.to(HostPath.of(file)).difference();
            for (int i = 0; i < SAVES; i++) {
                BusyLinux.goesOn(StockLinux.of(domain), "before difference " + i);
                HostPath saved = domain.save(difference).await(StockLinux.PATIENCE);
                part = Math.max(part, allocated(file));
                domain = host.restore(saved).await(StockLinux.PATIENCE);
            }
            StockLinux linux = StockLinux.of(domain);
            BusyLinux.goesOn(linux, "after all differences");
            BusyLinux.endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
        long whole = allocated(base);
        assertTrue(part < whole / 3, part + " bytes on the disk, and " + whole + " of the base");
        Evidence.write(
                reporter,
                "differences",
                String.format(
                        Locale.ROOT,
                        "{\"differences\": %d, \"wholeBytes\": %d, \"largestDifferenceBytes\": %d}",
                        SAVES,
                        whole,
                        part));
    }

    private static long allocated(Path file) {
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            return reader.status().allocated();
        }
    }

    @Test
    void itsClockGoesOnWhereItStood() throws Exception {
        Path disk = RootDisk.copyTo(folder);
        HostPath file = HostPath.of(folder.resolve("linux.hv"));
        try (Host host = Host.open(OwnRoot.URI)) {
            Domain domain = host.create(BusyLinux.spec(disk, ClockPolicy.CONTINUE));
            StockLinux linux = BusyLinux.working(domain);
            double before = uptime(linux);
            long began = System.nanoTime();
            HostPath unused = domain.save(file).await(StockLinux.PATIENCE);
            long saved = System.nanoTime();
            // It is only a file for as long as it has been alive for this test, and then some.
            while (System.nanoTime() - saved < 5_000_000_000L) {
                Thread.onSpinWait();
            }
            long restoring = System.nanoTime();
            domain = host.restore(file).await(StockLinux.PATIENCE);
            linux = StockLinux.of(domain);
            double after = uptime(linux);
            double lived = (System.nanoTime() - restoring + saved - began) / 1e9;
            assertTrue(
                    after >= before && after - before <= lived + 1, before + " to " + after + ", alive for " + lived);
            BusyLinux.endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
    }

    private static double uptime(StockLinux linux) {
        return Double.parseDouble(linux.ask("cut -d ' ' -f 1 /proc/uptime"));
    }
}
