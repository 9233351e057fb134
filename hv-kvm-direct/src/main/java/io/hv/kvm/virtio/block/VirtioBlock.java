package io.hv.kvm.virtio.block;

import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.StandardDevice;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A disk (virtio 1.2, 5.2). Requests of one queue are worked on by several threads, since one may have to wait for the disk.
 */
public final class VirtioBlock extends StandardDevice implements Resettable, Stateful<BlockState> {

    private static final int DEVICE_ID = 2;
    private static final int THREADS = 4;

    private static final long SEG_MAX = 1L << 2;
    private static final long READ_ONLY = 1L << 5;
    private static final long BLK_SIZE = 1L << 6;
    private static final long FLUSH = 1L << 9;
    private static final long MQ = 1L << 12;
    private static final long DISCARD = 1L << 13;
    private static final long WRITE_ZEROES = 1L << 14;

    private final BlockStore store;
    private final BlockOptions options;
    private final BlockConfig config;
    private final BlockRequests requests;
    private final RateLimit limit;
    private final BlockCounters counters = new BlockCounters();
    private final Lanes lanes;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable Driver driver;

    /**
     * A disk that nobody has found yet.
     *
     * @param store its bytes; closed by who made it
     */
    public VirtioBlock(String name, BlockStore store, BlockOptions options, GuestMemory memory, RateLimit limit) {
        super(name, DEVICE_ID);
        this.store = store;
        this.options = options;
        this.limit = limit;
        this.config = new BlockConfig(store.capacity(), options.queues(), options.queueSize());
        this.requests = new BlockRequests(name, store, options, memory);
        this.lanes = new Lanes(THREADS, () -> new Lane(store, options.queueSize(), counters));
    }

    @Override
    public List<Integer> queueSizes() {
        return Collections.nCopies(options.queues(), options.queueSize());
    }

    @Override
    public long features() {
        long features = SEG_MAX | BLK_SIZE | FLUSH;
        features |= options.queues() > 1 ? MQ : 0;
        if (store.readOnly()) {
            return features | READ_ONLY;
        }
        return features | WRITE_ZEROES | (options.discard() && store.discards() ? DISCARD : 0);
    }

    @Override
    public int configSize() {
        return BlockConfig.SIZE;
    }

    @Override
    public synchronized int readConfig(int offset) {
        return config.read(offset);
    }

    @Override
    public int threads(int queue) {
        return THREADS;
    }

    @Override
    public void start(Driver newDriver) {
        driver = newDriver;
        limit.onRefill(() -> wakeInTurn(newDriver));
    }

    /** Each time another queue first: what the limit allows may be enough for one only. */
    private void wakeInTurn(Driver present) {
        int queues = options.queues();
        int first = Math.floorMod(turn.getAndIncrement(), queues);
        for (int i = 0; i < queues; i++) {
            present.wake((first + i) % queues);
        }
    }

    /**
     * Sets how much it may do in a second, from the next request on.
     *
     * @param requestsPerSecond 0 for any number
     * @param bytesPerSecond 0 for any number
     */
    public void limit(long requestsPerSecond, long bytesPerSecond) {
        limit.change(requestsPerSecond, bytesPerSecond);
    }

    @Override
    public void available(VirtioQueue queue) {
        Lane lane = lanes.take();
        try {
            while (limit.allows()) {
                Request request = queue.take();
                if (request == null) {
                    return;
                }
                long bytes = requests.handle(lane, queue.index(), request);
                limit.spend(bytes);
                request.complete();
            }
        } finally {
            lanes.give(lane);
        }
    }

    @Override
    public void reset() {
        driver = null;
        limit.onRefill(() -> {});
        requests.forgetReach();
    }

    /** How many bytes it has. */
    public long capacity() {
        return store.capacity();
    }

    /**
     * Makes it larger or smaller while it runs, and tells the driver. Requests under way are waited for, and later ones see
     * the new capacity: none of them writes behind a new end.
     *
     * @param capacity in bytes, a multiple of 512
     * @throws IOException if the store cannot, or requests do not end
     */
    public void resize(long capacity) throws IOException {
        requests.between(() -> {
            synchronized (this) {
                store.resize(capacity);
                config.capacity(capacity);
                requests.capacityChanged();
            }
        });
        Driver present = driver;
        if (present != null) {
            present.configChanged();
        }
    }

    /** What it has done. */
    public BlockCounters counters() {
        return counters;
    }

    @Override
    public synchronized BlockState save() {
        return new BlockState(store.capacity(), requests.reach());
    }

    /** The store is as it was when the state was saved: that is for who restores to see to. */
    @Override
    public synchronized void restore(BlockState state) {
        if (state.capacity() != store.capacity()) {
            throw new IllegalArgumentException(
                    name() + " had " + state.capacity() + " bytes, and has " + store.capacity() + " now");
        }
        requests.reach(state.reach());
    }
}
