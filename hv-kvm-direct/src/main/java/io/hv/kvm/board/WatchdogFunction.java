package io.hv.kvm.board;

import io.hv.kvm.device.watchdog.I6300Esb;
import io.hv.kvm.pci.PciBar;
import io.hv.kvm.pci.PciCapability;
import io.hv.kvm.pci.PciFunction;
import java.util.OptionalLong;

/** The watchdog of Intel's 6300ESB as a function on PCI. */
final class WatchdogFunction {

    private static final int VENDOR = 0x8086;
    private static final int DEVICE = 0x25ab;
    private static final int SYSTEM_PERIPHERAL = 0x088000;

    private WatchdogFunction() {}

    static PciFunction of(I6300Esb watchdog) {
        return PciFunction.named(watchdog.name() + "-pci")
                .ids(VENDOR, DEVICE)
                .classCode(SYSTEM_PERIPHERAL)
                .bar32(0, I6300Esb.MEMORY, new Memory(watchdog))
                .registers(I6300Esb.CONFIG, I6300Esb.CONFIG_SIZE, new Registers(watchdog))
                .build();
    }

    private record Memory(I6300Esb watchdog) implements PciBar {

        @Override
        public long read(long offset, int size) {
            synchronized (watchdog) {
                return watchdog.readMmio(offset, size);
            }
        }

        @Override
        public void write(long offset, int size, long value) {
            synchronized (watchdog) {
                watchdog.writeMmio(offset, size, value);
            }
        }

        @Override
        public void moved(OptionalLong address) {
            // It does not need to know.
        }
    }

    private record Registers(I6300Esb watchdog) implements PciCapability {

        @Override
        public int read(int offset, int size) {
            synchronized (watchdog) {
                return watchdog.readConfig(offset, size);
            }
        }

        @Override
        public void write(int offset, int size, int value) {
            synchronized (watchdog) {
                watchdog.writeConfig(offset, size, value);
            }
        }
    }
}
