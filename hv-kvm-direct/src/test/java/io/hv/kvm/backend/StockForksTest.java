package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClockPolicy;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stock Linux under load is forked again and again: both go on, and know the time and random numbers of their own. How
 * often is a matter of the property {@code hv.forks}.
 */
@Tag("lab")
@RequiresKvm
@Timeout(7000)
class StockForksTest {

    private static final int FORKS = Integer.getInteger("hv.forks", 2);

    @TempDir
    private Path folder;

    @Test
    void isForkedUnderLoad(TestReporter reporter) throws Exception {
        Path disk = RootDisk.copyTo(folder);
        long pages = 0;
        Set<String> random = new HashSet<>();
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(BusyLinux.spec(disk, ClockPolicy.CONTINUE))) {
            StockLinux linux = BusyLinux.working(domain);
            for (int i = 0; i < FORKS; i++) {
                try (Clones clones = domain.cloneAs(CloneSpec.live()).await(StockLinux.PATIENCE)) {
                    pages += clones.report().copiedPages();
                    TransientDomain clone = clones.domains().get(0);
                    StockLinux other = StockLinux.of(clone);
                    BusyLinux.goesOn(other, "fork " + i);
                    assertTrue(random.add(BusyLinux.random(other)), "random numbers twice");
                    BusyLinux.goesOn(linux, "the original after fork " + i);
                    assertEquals(0, BusyLinux.ahead(other), 1);
                    BusyLinux.endsWell(clone, other);
                }
            }
            BusyLinux.endsWell(domain, linux);
        }
        RootDisk.assertClean(disk);
        Evidence.write(
                reporter, "forks", String.format(Locale.ROOT, "{\"forks\": %d, \"copiedPages\": %d}", FORKS, pages));
    }
}
