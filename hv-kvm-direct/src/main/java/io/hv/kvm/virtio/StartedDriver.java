package io.hv.kvm.virtio;

import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import org.jspecify.annotations.Nullable;

/** What a device that was started can do to its driver. */
final class StartedDriver implements VirtioDevice.Driver {

    private final VirtioFunction function;
    private final FeatureRegisters features;
    private final FunctionQueues queues;

    StartedDriver(VirtioFunction function, FeatureRegisters features, FunctionQueues queues) {
        this.function = function;
        this.features = features;
        this.queues = queues;
    }

    @Override
    public long features() {
        return features.accepted();
    }

    @Override
    public @Nullable VirtioQueue queue(int index) {
        QueueRegisters queue = queues.get(index);
        return queue.enabled() ? queue.queue() : null;
    }

    @Override
    public void wake(int index) {
        if (function.running()) {
            function.wake(index);
        }
    }

    @Override
    public void configChanged() {
        function.configChanged();
    }
}
