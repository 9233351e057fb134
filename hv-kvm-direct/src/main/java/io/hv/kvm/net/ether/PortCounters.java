package io.hv.kvm.net.ether;

import io.hv.kvm.net.PortStatistics;
import java.util.concurrent.atomic.LongAdder;

/** What has passed a port. Counting allocates nothing, and takes no lock. */
final class PortCounters {

    private final LongAdder sentFrames = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder receivedFrames = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder overrun = new LongAdder();
    final LongAdder flooded = new LongAdder();
    final LongAdder blocked = new LongAdder();

    void sent(Frame frame) {
        sentFrames.increment();
        sentBytes.add(frame.length());
    }

    void received(Frame frame) {
        receivedFrames.increment();
        receivedBytes.add(frame.length());
    }

    PortStatistics statistics() {
        return PortStatistics.of(
                sentFrames.sum(),
                sentBytes.sum(),
                receivedFrames.sum(),
                receivedBytes.sum(),
                lost.sum(),
                overrun.sum(),
                flooded.sum(),
                blocked.sum());
    }
}
