package io.hv.kvm.virtio;

import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import org.jspecify.annotations.Nullable;

/** What a device that was started can do to its driver, until it is reset. */
final class StartedDriver implements VirtioDevice.Driver {

    private final VirtioFunction function;
    private final FeatureRegisters features;
    private final FunctionQueues queues;
    private volatile boolean over;

    StartedDriver(VirtioFunction function, FeatureRegisters features, FunctionQueues queues) {
        this.function = function;
        this.features = features;
        this.queues = queues;
    }

    /** The device is reset. */
    void end() {
        over = true;
    }

    @Override
    public long features() {
        return features.accepted();
    }

    @Override
    public @Nullable VirtioQueue queue(int index) {
        QueueRegisters queue = queues.get(index);
        return !over && queue.enabled() ? queue.queue() : null;
    }

    @Override
    public void wake(int index) {
        if (!over && function.running()) {
            function.wake(index);
        }
    }

    @Override
    public void configChanged() {
        if (!over) {
            function.configChanged();
        }
    }
}
