package io.hv.kvm.virtio;

import io.hv.kvm.device.VirtioDevice;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A device's configuration space as its driver reaches it: any number of bytes at any place, little-endian, of which a device
 * sees only what it has. Under the function's monitor.
 */
final class DeviceConfig {

    private static final int MOST = 256;

    private final VirtioDevice device;
    private final BooleanSupplier ignored;
    private final Consumer<RuntimeException> failed;
    private int generation;

    /**
     * That of a device.
     *
     * @param ignored whether writes have no effect now
     * @param failed hears what the device throws
     * @throws IllegalArgumentException if it is larger than any
     */
    DeviceConfig(VirtioDevice device, BooleanSupplier ignored, Consumer<RuntimeException> failed) {
        if (device.configSize() < 0 || device.configSize() > MOST) {
            throw new IllegalArgumentException(device.name() + " has " + device.configSize()
                    + " bytes of configuration: there is room for " + MOST);
        }
        this.device = device;
        this.ignored = ignored;
        this.failed = failed;
    }

    /** Changes whenever its content does, 0 to 255. */
    int generation() {
        return generation;
    }

    void generation(int value) {
        generation = value & 0xff;
    }

    private boolean has(long at) {
        return at >= 0 && at < device.configSize();
    }

    long read(long offset, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | octet(offset + i);
        }
        return value;
    }

    private int octet(long at) {
        try {
            return has(at) ? device.readConfig((int) at) & 0xff : 0;
        } catch (RuntimeException e) {
            failed.accept(e);
            return 0xff;
        }
    }

    void write(long offset, int size, long value) {
        for (int i = 0; i < size && !ignored.getAsBoolean(); i++) {
            octet(offset + i, (int) (value >>> (Byte.SIZE * i)) & 0xff);
        }
    }

    private void octet(long at, int value) {
        try {
            if (has(at)) {
                device.writeConfig((int) at, value);
            }
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }
}
