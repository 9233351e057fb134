package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.NotFoundException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.DriverState;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.QueueStatistics;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stock Linux has its shell on a virtio console, and talks by a named port. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockConsoleTest {

    @ParameterizedTest
    @EnumSource
    void talks(VirtioTransport transport) {
        DomainSpec spec = StockLinux.spec(StockLinux.images(), 1, "quiet", "console=hvc0")
                .edit(builder -> builder.with(KvmOptions.defaults()
                        .virtioTransport(transport)
                        .console(ConsoleDevice.VIRTIO)
                        .port("org.example.agent")));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals("/dev/hvc0", linux.ask("tty"));
            KvmDomain view = domain.as(KvmDomain.class);
            assertThrows(NotFoundException.class, () -> view.port("another"));
            try (ConsoleSession port = view.port("org.example.agent").open(From.START)) {
                assertEquals("org.example.agent", linux.ask("cat /sys/class/virtio-ports/vport*p1/name"));
                // Typed before anybody listens.
                port.send("first line\n");
                assertEquals("first line", linux.ask("head -n1 <$(echo /dev/vport*p1)"));
                assertEquals("done", linux.ask("echo from the guest >$(echo /dev/vport*p1) && echo done"));
                port.expect("from the guest\n", StockLinux.PATIENCE);
                linux.ask("{ cat /dev/zero | tr '\\0' x | head -c 100000; echo end; } >$(echo /dev/vport*p1)");
                String much = port.expect("end\n", StockLinux.PATIENCE);
                assertEquals("x".repeat(100_000) + "end\n", much);
            }
            assertTrue(linux.ask("cat /proc/consoles").contains("hvc0"));
            DeviceStatistics console = view.devices().get(0);
            assertEquals("console0", console.name());
            assertEquals(DriverState.READY, console.driver());
            // Port 1's queue from the guest is number 5.
            QueueStatistics written = console.queues().get(5);
            assertTrue(written.bytesFromDriver() >= 100_000, console.toString());
            assertTrue(written.requests() > 0 && written.notifications() > 0, console.toString());
            linux.type("poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
    }
}
