package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stock Linux finds a device of the user's own on PCI, and has no driver for it. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockDeviceTest {

    /** Nobody drives it. */
    private static final class Own implements VirtioDevice {

        @Override
        public String name() {
            return "own0";
        }

        @Override
        public int deviceId() {
            return 63;
        }

        @Override
        public List<Integer> queueSizes() {
            return List.of(8);
        }

        @Override
        public void available(VirtioQueue queue) {
            throw new IllegalStateException("a device without a driver was asked for something");
        }
    }

    @Test
    void isFoundOnPci() {
        DomainSpec spec = StockLinux.spec(StockLinux.images(), 1, "quiet")
                .edit(builder -> builder.with(KvmOptions.defaults().device(Own::new)));
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
