package io.hv.kvm.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.hv.Domain;
import io.hv.NetworkSpec;
import io.hv.Origin;
import io.hv.kvm.KvmNetwork;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Lan;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A stock Linux with a card on a test's network is in a template, which serves when the network of its boot is long gone. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@EnabledIf(value = "hasAgent", disabledReason = GuestImages.INITRD_PROPERTY + ".agent names no initramfs with an agent")
@Timeout(900)
class StockLanTemplateTest {

    private static final Queue<Origin> ORIGINS = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    static boolean hasAgent() {
        return StockLanForksTest.hasAgent();
    }

    @HvTest(uri = "kvm:///")
    static class Shared {

        @Lan
        static final NetworkSpec LAN = StockLanForksTest.LAN;

        @Golden
        static GoldenMachine saved() {
            return StockLanForksTest.ready(StockLanForksTest.spec("saved"))
                    .joins(StockLanForksTest.sh(StockLanForksTest.LEASE));
        }

        @RepeatedTest(2)
        void talk(@Lan KvmNetwork lan, @Fresh Domain one, @Fresh Domain two) {
            ORIGINS.addAll(one.lineage());
            ORIGINS.addAll(two.lineage());
            assertEquals(2, lan.leases().size());
            String ping = "ping -c 1 -W 20 " + two.name() + ".test | grep -c bytes.from";
            assertEquals("1", StockLanForksTest.ask(one, ping));
        }
    }

    @Test
    void allAreOfOneMoment() {
        for (int run = 0; run < 2; run++) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(Shared.class))
                    .configurationParameter("hv.templates", folder.toString())
                    .configurationParameter("hv.failures", folder.toString())
                    .execute()
                    .testEvents()
                    .assertStatistics(count -> count.succeeded(2));
        }
        assertEquals(8, ORIGINS.size());
        assertEquals(1, List.copyOf(ORIGINS).stream().distinct().count());
    }
}
