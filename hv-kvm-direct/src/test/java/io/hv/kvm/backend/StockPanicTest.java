package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Console;
import io.hv.CrashReport;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a machine whose Linux panics. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockPanicTest {

    private static final String PANIC = "echo c >/proc/sysrq-trigger";
    private static final Optional<String> MESSAGE = Optional.of("sysrq triggered crash");

    @Test
    void withAPanicDeviceItHasCrashed() {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(StockLinux.spec(StockLinux.images(), 1, "quiet"))) {
            StockLinux.of(domain).isUp().type(PANIC);
            DomainStatus end = domain.awaitEnd(StockLinux.PATIENCE);
            assertEquals(DomainState.CRASHED, end.state());
            assertEquals(Optional.of(CrashReport.Cause.PANIC), domain.crash().map(CrashReport::cause));
        }
    }

    /** Nobody is told but who looks at the console; the machine runs on, can be reset, and resets itself if it is to. */
    @Test
    void withoutOneItRunsOnUnlessItIsToReset() {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(StockLinux.spec(StockLinux.images(), 1, "quiet")
                        .with(KvmOptions.defaults().panicDevice(false)))) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals(Optional.empty(), domain.console().panicMessage());
            linux.type(PANIC);
            linux.says(Console.PANIC);
            linux.says("---[ end Kernel panic");
            assertEquals(MESSAGE, domain.console().panicMessage());
            assertEquals(DomainState.RUNNING, domain.state());
            domain.reset();
            linux.isUp();
            assertEquals("", linux.ask("echo -1 >/proc/sys/kernel/panic"));
            linux.type(PANIC);
            linux.says(Console.PANIC);
            linux.isUp();
            assertEquals("0", linux.ask("cat /proc/sys/kernel/panic"), "it has booted anew");
            assertEquals(DomainState.RUNNING, domain.state());
            linux.type("poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
    }
}
