package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BinaryBoot;
import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.InvalidSpecException;
import io.hv.StateReason;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.WatchdogAction;
import io.hv.kvm.WatchdogEvent;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest that enables its watchdog, and hangs. */
@RequiresKvm
@Timeout(600)
class KvmWatchdogTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long CODE = 0x10_0000;

    /**
     * ebx is the configuration space of slot 1, edi BAR 0: decode memory; tick at 1 MHz; both stages one tick; enable; hlt for
     * good.
     */
    private static final byte[] HANGS = HexFormat.of()
            .parseHex("bb008000e0" + "bf000000c0" + "66c743040200" + "66c743600400" + "c6470c80c6470c86c70701000000"
                    + "c6470c80c6470c86c7470401000000" + "c6436802" + "f4ebfd");

    private final BlockingQueue<WatchdogEvent> events = new LinkedBlockingQueue<>();

    private static DomainSpec spec(KvmOptions options) {
        return DomainSpec.named("hangs")
                .memory(ByteSize.mib(8))
                .boot(BinaryBoot.of(Content.bytes(HANGS), BinaryBoot.Mode.LONG, CODE))
                .with(options)
                .build();
    }

    private static DomainSpec spec(WatchdogAction action) {
        return spec(KvmOptions.defaults().watchdog(action));
    }

    private WatchdogEvent next() throws InterruptedException {
        WatchdogEvent event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(event != null, "no event came");
        assertEquals("hangs", event.name());
        return event;
    }

    @Test
    void itIsSwitchedOff() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                Subscription unused = host.events().on(WatchdogEvent.class, events::add);
                TransientDomain domain = host.create(spec(WatchdogAction.POWER_OFF))) {
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
            assertEquals(WatchdogAction.POWER_OFF, next().action());
        }
        assertTrue(events.isEmpty());
    }

    /** Over and over: it hangs each time. */
    @Test
    void itIsReset() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                Subscription unused = host.events().on(WatchdogEvent.class, events::add);
                TransientDomain domain = host.create(spec(WatchdogAction.RESET))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(WatchdogAction.RESET, next().action());
            }
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    @Test
    void itIsToldOfAndGoesOn() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                Subscription unused = host.events().on(WatchdogEvent.class, events::add);
                TransientDomain domain = host.create(spec(WatchdogAction.NONE))) {
            assertEquals(WatchdogAction.NONE, next().action());
            assertEquals(DomainState.RUNNING, domain.state());
            domain.reset();
            assertEquals(WatchdogAction.NONE, next().action());
        }
        assertTrue(events.isEmpty());
    }

    @Test
    void itIsOnPci() {
        try (Host host = Host.open(OwnRoot.URI)) {
            DomainSpec impossible =
                    spec(KvmOptions.defaults().watchdog(WatchdogAction.RESET).virtioTransport(VirtioTransport.MMIO));
            assertThrows(InvalidSpecException.class, () -> host.create(impossible));
        }
    }
}
