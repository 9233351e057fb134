package io.hv.kvm.backend;

import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import java.util.List;

/** A device of the user's own that nobody drives. */
record UndrivenDevice(String name) implements VirtioDevice {

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
