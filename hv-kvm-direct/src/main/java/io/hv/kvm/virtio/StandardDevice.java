package io.hv.kvm.virtio;

import io.hv.kvm.device.VirtioDevice;

/** What the devices of the virtio standard have in common: which one of which kind it is. Immutable. */
public abstract class StandardDevice implements VirtioDevice {

    private final String name;
    private final int deviceId;

    /**
     * A device.
     *
     * @param name unique in its machine
     * @param deviceId its kind (virtio 1.2, 5)
     */
    protected StandardDevice(String name, int deviceId) {
        this.name = name;
        this.deviceId = deviceId;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int deviceId() {
        return deviceId;
    }
}
