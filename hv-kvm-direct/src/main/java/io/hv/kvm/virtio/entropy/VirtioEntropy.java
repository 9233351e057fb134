package io.hv.kvm.virtio.entropy;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.virtio.StandardDevice;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random bytes for the guest (virtio 1.2, 5.4), from the host's own source. Remembers nothing. */
public final class VirtioEntropy extends StandardDevice {

    private static final int DEVICE_ID = 4;
    private static final int QUEUE_SIZE = 64;

    /** A driver that asks for more gets it by asking again. */
    private static final int MOST = 4096;

    private final RandomGenerator source;

    /** A device with the system's source of randomness. */
    public VirtioEntropy(String name) {
        this(name, new SecureRandom());
    }

    /** A device with another source, for tests. */
    public VirtioEntropy(String name, RandomGenerator source) {
        super(name, DEVICE_ID);
        this.source = source;
    }

    @Override
    public List<Integer> queueSizes() {
        return List.of(QUEUE_SIZE);
    }

    @Override
    public void available(VirtioQueue queue) {
        for (Request request = queue.take(); request != null; request = queue.take()) {
            byte[] bytes = new byte[(int) Math.min(request.writer().remaining(), MOST)];
            source.nextBytes(bytes);
            request.writer().write(bytes, 0, bytes.length);
            request.complete();
        }
    }
}
