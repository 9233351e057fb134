package io.hv.kvm.virtio.fs;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Chain;
import io.hv.kvm.virtio.StandardDevice;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A folder that a guest mounts by its tag (virtio 1.2, 5.11), without DAX. Queue 0 is that of high priority, queue 1 has the
 * requests; several threads work on those, since one may have to wait for a disk. Remembers nothing: what a guest has looked
 * up and opened is its folder's to know, and goes with a reset.
 */
public final class VirtioFs extends StandardDevice {

    /** The longest tag, in bytes. */
    public static final int LONGEST_TAG = 36;

    private static final int DEVICE_ID = 26;
    private static final int THREADS = 4;
    private static final int URGENT = 0;
    private static final int URGENT_SIZE = 128;
    /** For 1 MiB in pages, and headers: longer ones than a driver may make. */
    private static final int QUEUE_SIZE = 512;

    private static final int CONFIG_SIZE = LONGEST_TAG + 4;

    private final byte[] tag;
    private final SharedFolder folder;
    private final FuseRequests requests;

    /**
     * A device for a folder.
     *
     * @param tag what the guest calls it: 1 to 36 bytes in UTF-8
     * @param folder what it shares; closed by who made it
     */
    public VirtioFs(String name, String tag, SharedFolder folder, GuestMemory memory) {
        super(name, DEVICE_ID);
        this.tag = tag.getBytes(StandardCharsets.UTF_8);
        if (this.tag.length == 0 || this.tag.length > LONGEST_TAG) {
            throw new IllegalArgumentException("a tag has 1 to " + LONGEST_TAG + " bytes, not " + this.tag.length);
        }
        this.folder = folder;
        this.requests = new FuseRequests(folder, memory);
    }

    @Override
    public List<Integer> queueSizes() {
        return List.of(URGENT_SIZE, QUEUE_SIZE);
    }

    @Override
    public int configSize() {
        return CONFIG_SIZE;
    }

    /** The tag, padded with zeros, and how many request queues there are: one. */
    @Override
    public int readConfig(int offset) {
        if (offset < LONGEST_TAG) {
            return offset < tag.length ? tag[offset] & 0xff : 0;
        }
        return offset == LONGEST_TAG ? 1 : 0;
    }

    @Override
    public int threads(int queue) {
        return queue == URGENT ? 1 : THREADS;
    }

    @Override
    public void available(VirtioQueue queue) {
        for (Request request = queue.take(); request != null; request = queue.take()) {
            requests.handle(queue.index() == URGENT, (Chain) request);
            request.complete();
        }
    }

    @Override
    public void reset() {
        folder.forgetAll();
    }
}
