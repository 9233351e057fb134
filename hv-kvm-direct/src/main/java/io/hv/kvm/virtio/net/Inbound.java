package io.hv.kvm.virtio.net;

import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.net.ether.Checksum;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.FrameSink;
import io.hv.kvm.net.ether.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Frames on their way to the guest: as it can take them, and each on the pair of queues that its flow is on. Those from the
 * switch come on any thread; each queue is filled by one at a time.
 */
final class Inbound {

    private final List<Receiver> receivers = new ArrayList<>();
    private final Steering steering = new Steering();
    private final IntConsumer wake;
    private final Runnable overrun;
    private volatile int pairs = 1;

    /** For what a guest cannot take as it is; under their own monitor. */
    private final Segments segments = new Segments();

    private final Frame completed = new Frame(Frame.MOST);
    private final FrameSink toQueue = this::put;

    /**
     * Nothing yet, with one pair in use.
     *
     * @param most how many pairs there are
     * @param wake has {@link #fill} called for a pair
     * @param overrun is told of each frame that the guest does not get
     */
    Inbound(int most, IntConsumer wake, Runnable overrun) {
        this.wake = wake;
        this.overrun = overrun;
        for (int i = 0; i < most; i++) {
            receivers.add(new Receiver());
        }
    }

    /** How many pairs are in use. */
    int pairs() {
        return pairs;
    }

    /** So many are from now on; what waits on others is dropped. */
    void pairs(int count) {
        pairs = count;
        for (int i = 0; i < receivers.size(); i++) {
            if (i < count) {
                wake.accept(i);
            } else {
                receivers.get(i).drop();
            }
        }
    }

    /** The guest has sent a frame on a pair. */
    void sent(Frame frame, int pair) {
        if (receivers.size() > 1) {
            steering.sent(frame, pair);
        }
    }

    /** A frame for a driver. For any thread. */
    void receive(Frame frame, Started driver) {
        if (driver.takes(frame)) {
            put(frame);
        } else {
            synchronized (segments) {
                adapt(frame);
            }
        }
    }

    /** Does what the guest cannot: sums, and where it must be, splits. */
    private void adapt(Frame frame) {
        if (frame.segments() == Frame.WHOLE) {
            completed.copy(frame);
            Checksum.complete(completed);
            put(completed);
        } else if (!segments.plain(frame, toQueue)) {
            overrun.run();
        }
    }

    private void put(Frame frame) {
        int pair = steering.pair(frame, pairs);
        switch (receivers.get(pair).put(frame)) {
            case FIRST -> wake.accept(pair);
            case FULL -> overrun.run();
            case BEHIND -> {
                // Whoever came first has woken the queue.
            }
        }
    }

    /** Puts what waits on a pair into its queue. */
    void fill(int pair, VirtioQueue queue, boolean mergeable) {
        if (pair < pairs) {
            int lost = receivers.get(pair).fill(queue, mergeable);
            for (int i = 0; i < lost; i++) {
                overrun.run();
            }
        }
    }

    /** Forgets what waits, while nobody is in a queue. */
    void clear() {
        receivers.forEach(Receiver::clear);
    }

    /** Forgets all. */
    void reset() {
        clear();
        steering.clear();
        pairs = 1;
    }

    /** As many pairs are in use as in a machine that this one goes on for. */
    void restore(int count) {
        pairs = count;
    }
}
