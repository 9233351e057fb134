package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.Balloon;
import io.hv.kvm.BalloonStatistics;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.DriverState;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.QueueStatistics;
import io.hv.kvm.contract.OwnRoot;
import io.hv.nativeaccess.FileStatus;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stock Linux fills a balloon, and reports what it has freed, by its own driver; the host has the memory again. */
@Tag("lab")
@RequiresKvm
@Timeout(900)
class StockBalloonTest {

    private static final long MIB = 1 << 20;
    private static final String WRITE = "dd if=/dev/zero of=/tmp/much bs=1M count=96 2>/dev/null";

    @Test
    @RequiresStockLinux
    void theDefaultKernelGivesMemoryBack() {
        givesMemoryBack(StockLinux.images());
    }

    /** It counts the device's queues otherwise. */
    @Test
    @RequiresStockLinux(next = true)
    void theNewerKernelGivesMemoryBack() {
        givesMemoryBack(GuestImages.nextFromProperties().orElseThrow());
    }

    private static void givesMemoryBack(GuestImages images) {
        DomainSpec spec = StockLinux.spec(images, 1, "quiet")
                .edit(builder -> builder.with(KvmOptions.defaults().balloon(true)));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            KvmDomain view = domain.as(KvmDomain.class);
            DeviceStatistics device = view.devices().get(0);
            assertEquals(DriverState.READY, device.driver(), device.toString());
            Balloon balloon = view.balloon();

            BalloonStatistics before = balloon.statistics(StockLinux.PATIENCE);
            long total = before.total().orElseThrow().bytes();
            assertTrue(total > 128 * MIB && total < 256 * MIB, before.toString());
            assertTrue(free(before) < total, before.toString());
            assertTrue(before.get(BalloonStatistics.Kind.MINOR_FAULTS).orElseThrow() > 0, before.toString());

            linux.ask(WRITE);
            long written = taken();
            assertTrue(written > 96 * MIB, "the guest has written " + written);
            linux.ask("rm /tmp/much");
            // Its kernel reports blocks of 2 MiB, every two seconds.
            waits(linux, () -> taken() < written - 48 * MIB, "nothing that was freed is the host's again");
            long reports = view.devices().get(0).queues().stream()
                    .skip(3)
                    .mapToLong(QueueStatistics::requests)
                    .sum();
            assertTrue(reports > 0, () -> view.devices().toString());

            linux.ask(WRITE + "; rm /tmp/much");
            balloon.target(ByteSize.mib(128));
            waits(linux, () -> balloon.actual().equals(ByteSize.mib(128)), "the balloon is not full");
            long left = taken();
            assertTrue(left <= 128 * MIB, "the guest has 128 MiB without the balloon, and takes " + left);
            BalloonStatistics within = balloon.statistics(StockLinux.PATIENCE);
            assertTrue(free(within) < free(before) - 64 * MIB, within.toString());

            balloon.target(ByteSize.bytes(0));
            waits(linux, () -> balloon.actual().bytes() == 0, "the balloon is not empty");
            assertEquals("ok", linux.ask(WRITE + " && rm /tmp/much && echo ok"));
            assertEquals("0", linux.ask("dmesg | grep -c -e 'Call Trace' -e 'Out of memory'"));
            linux.type("poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
    }

    private static long free(BalloonStatistics statistics) {
        return statistics.free().orElseThrow().bytes();
    }

    /** The guest does something for a while, again and again. */
    private static void waits(StockLinux linux, BooleanSupplier until, String otherwise) {
        for (int i = 0; i < 60 && !until.getAsBoolean(); i++) {
            linux.ask("sleep 1");
        }
        assertTrue(until.getAsBoolean(), otherwise);
    }

    /** What the only guest's memory takes of the host. */
    private static long taken() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            List<Path> files = all.filter(StockBalloonTest::isMemory).toList();
            assertEquals(1, files.size());
            return FileStatus.of(files.get(0)).allocated();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMemory(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString().contains("memfd:hv-guest");
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }
}
