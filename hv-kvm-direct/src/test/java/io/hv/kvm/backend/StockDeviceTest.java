package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stock Linux finds a device of the user's own on PCI, and has no driver for it. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockDeviceTest {

    @Test
    void isFoundOnPci() {
        DomainSpec spec = StockLinux.spec(StockLinux.images(), 1, "quiet")
                .edit(builder -> builder.with(KvmOptions.defaults().device(() -> new UndrivenDevice("own0"))));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals(
                    "0x1af4 0x107f", linux.ask("cd /sys/bus/pci/devices/*/virtio0/.. && echo $(cat vendor device)"));
            assertEquals("0x003f", linux.ask("cat /sys/bus/virtio/devices/virtio0/device"));
            linux.type("poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
    }
}
