package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.DomainState;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** A stock Linux reboots itself, again and again in the same machine. Property {@code hv.reboots} says how often. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(7000)
class StockRebootTest {

    private static final int REBOOTS = Integer.getInteger("hv.reboots", 3);

    @Test
    void againAndAgain(TestReporter reporter) {
        long begun = System.nanoTime();
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(StockLinux.spec(StockLinux.images(), 1, "quiet"))) {
            StockLinux linux = StockLinux.of(domain).isUp();
            String boot = linux.ask("cat /proc/sys/kernel/random/boot_id");
            for (int i = 0; i < REBOOTS; i++) {
                linux.type("reboot -f");
                linux.isUp();
                assertEquals(DomainState.RUNNING, domain.state());
                assertEquals("1", linux.ask("nproc"));
            }
            assertEquals(
                    REBOOTS == 0,
                    boot.equals(linux.ask("cat /proc/sys/kernel/random/boot_id")),
                    "each boot has an id of its own");
            assertEquals(DomainState.SHUTOFF, domain.shutdown().await(StockLinux.PATIENCE));
            assertEquals(StateReason.SHUT_DOWN, domain.status().reason());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Evidence.write(
                reporter,
                "reboots",
                String.format(Locale.ROOT, "{\"reboots\": %d, \"seconds\": %.1f}", REBOOTS, seconds));
    }
}
