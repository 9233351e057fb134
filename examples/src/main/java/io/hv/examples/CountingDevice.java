package io.hv.examples;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

// program
/** A virtio device of one's own: counts the bytes that a driver writes to it, and answers how many they are by now. */
public final class CountingDevice implements VirtioDevice {

    private final AtomicLong bytes = new AtomicLong();

    @Override
    public String name() {
        return "counter0";
    }

    @Override
    public int deviceId() {
        return 63; // assigned to nobody
    }

    @Override
    public List<Integer> queueSizes() {
        return List.of(64); // one queue
    }

    @Override
    public void available(VirtioQueue queue) {
        for (Request request = queue.take(); request != null; request = queue.take()) {
            request.writer().writeLong(bytes.addAndGet(request.reader().remaining()));
            request.complete();
        }
    }

    @Override
    public void reset() {
        bytes.set(0);
    }
}
// end
