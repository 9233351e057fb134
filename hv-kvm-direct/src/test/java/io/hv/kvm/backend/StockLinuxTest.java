package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A distribution's kernels, as they come out of their packages: the default one, and the newer one. */
@Tag("lab")
@RequiresKvm
@Timeout(900)
class StockLinuxTest {

    @Test
    @RequiresStockLinux
    void theDefaultKernelLivesAndHearsThePowerButton() {
        livesAndHearsThePowerButton(StockLinux.images());
    }

    @Test
    @RequiresStockLinux(next = true)
    void theNewerKernelLivesAndHearsThePowerButton() {
        livesAndHearsThePowerButton(GuestImages.nextFromProperties().orElseThrow());
    }

    /** All of it in one boot, as that is what takes long. */
    private static void livesAndHearsThePowerButton(GuestImages images) {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(StockLinux.spec(images, 2, "clocksource=kvm-clock"))) {
            StockLinux linux = StockLinux.of(domain).begins().isUp();
            assertEquals("42 Linux", linux.ask("echo $((6 * 7)) $(uname -s)"));
            hasItsProcessorsAndNothingAgainstTheTables(linux);
            hasTheHostsTime(linux);
            obeysSuspendAndResume(domain, linux);
            assertEquals(Optional.empty(), domain.console().panicMessage());
            assertEquals(DomainState.SHUTOFF, domain.shutdown().await(StockLinux.PATIENCE));
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN), domain.status());
            assertTrue(host.domains().isEmpty());
        }
    }

    private static void hasItsProcessorsAndNothingAgainstTheTables(StockLinux linux) {
        assertEquals("2", linux.ask("nproc"));
        assertEquals("2", linux.ask("ls -d /sys/devices/system/cpu/cpu[0-9]* | wc -l"));
        assertEquals(
                "",
                linux.ask("dmesg | grep -i -E 'ACPI.*(error|warn|exception)|ACPI BIOS|Firmware (Bug|Warn)' | tr : ."));
        assertEquals("1", linux.ask("dmesg | grep -c 'Using IOAPIC for interrupt routing'"));
    }

    /** However long the question takes: the guest's time lies between before and after, give or take a second. */
    private static void hasTheHostsTime(StockLinux linux) {
        assertEquals("kvm-clock", linux.ask("cat /sys/devices/system/clocksource/clocksource0/current_clocksource"));
        for (String wait : new String[] {"", "sleep 3; "}) {
            long before = System.currentTimeMillis() / 1000;
            long there = Long.parseLong(linux.ask(wait + "date +%s"));
            long after = System.currentTimeMillis() / 1000;
            assertTrue(
                    before - 1 <= there && there <= after + 1,
                    () -> there + " in the guest, " + before + " to " + after + " on the host");
        }
    }

    private static void obeysSuspendAndResume(Domain domain, StockLinux linux) {
        assertEquals(DomainState.RUNNING, domain.state());
        domain.suspend();
        assertEquals(DomainState.PAUSED, domain.state());
        domain.resume();
        assertEquals("48", linux.ask("echo $((6 * 8))"));
    }
}
