package io.hv.bench;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.net.LinkFaults;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.SwitchPort;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the switch takes for a frame from one port to another, in Java alone: one thread sends, with no guest and no queue
 * behind the other port. With a cable that delays, frames leave it on the switch's own thread; so many are under way at most.
 * Nothing is compared and nothing promised.
 */
final class SwitchBench {

    private static final int FRAMES = 200_000;
    private static final int WARM_UPS = 10;
    private static final int SAMPLES = 31;

    /** So few that a delay of 1 ms is no limit: as many frames pass in a second as processors carry. */
    private static final int UNDER_WAY = 8192;

    private static final int QUEUE = 1 << 24;
    private static final String NAME = "bench-switch";
    private static final long A = 0x5254_0000_0001L;
    private static final long B = 0x5254_0000_0002L;
    private static final List<Integer> SIZES = List.of(60, 1514);

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>(Map.of("frames", FRAMES));

    private SwitchBench() {}

    static Section measure(Setting setting) {
        SwitchBench bench = new SwitchBench();
        bench.lines.add(String.format(
                Locale.ROOT, "%-44s %12s %10s %10s", "bytes, cable", "frames/s", "ns/frame", "allocated"));
        long seed = setting.options().seed;
        LinkFaults loss = LinkFaults.none().loss(0.01).corruption(0.001).seed(seed);
        for (int bytes : SIZES) {
            bench.row(bytes, "without faults", LinkFaults.none());
            bench.row(bytes, "loses and corrupts", loss);
            bench.row(
                    bytes,
                    "the same, and delays by 1 ms",
                    loss.delay(Duration.ofMillis(1)).queue(QUEUE));
        }
        return new Section("the switch, from one port to another", bench.lines, bench.json, List.of());
    }

    private void row(int bytes, String label, LinkFaults faults) {
        try (Run run = new Run(bytes, faults)) {
            for (int i = 0; i < WARM_UPS; i++) {
                long unused = run.pass();
            }
            double[] nanos = new double[SAMPLES];
            long[] ids = run.threads();
            long before = allocated(ids);
            for (int i = 0; i < SAMPLES; i++) {
                nanos[i] = (double) run.pass() / FRAMES;
            }
            double allocated = (double) (allocated(ids) - before) / SAMPLES / FRAMES;
            double median = Statistics.median(nanos);
            String row = bytes + ", " + label;
            lines.add(String.format(Locale.ROOT, "%-44s %12.0f %10.1f %10.2f", row, 1e9 / median, median, allocated));
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("nanosPerFrame", median);
            figures.put("framesPerSecond", 1e9 / median);
            figures.put("bytesAllocatedPerFrame", allocated);
            figures.put("lost", run.lost());
            figures.put("samples", nanos);
            json.put(row, figures);
        }
    }

    private static long allocated(long... threads) {
        return Arrays.stream(((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(threads))
                .sum();
    }

    /** A switch with two ports; the cable to the second one has the faults. */
    private static final class Run implements AutoCloseable {

        private final EthernetSwitch lan = new EthernetSwitch(NAME);
        private final AtomicLong arrived = new AtomicLong();
        private final SwitchPort from = lan.connect("a", frame -> {});
        private final SwitchPort to = lan.connect("b", this::arrive);
        private final Frame frame;
        private final boolean late;
        private long sent;

        Run(int bytes, LinkFaults faults) {
            to.send(frame(bytes, A, B));
            frame = frame(bytes, B, A);
            to.faults(LinkFaults.none(), faults);
            late = !faults.delay().isZero();
        }

        private static Frame frame(int bytes, long to, long from) {
            ByteBuffer content = ByteBuffer.allocate(bytes)
                    .putShort((short) (to >>> Integer.SIZE))
                    .putInt((int) to)
                    .putShort((short) (from >>> Integer.SIZE))
                    .putInt((int) from);
            return Frame.of(content.array());
        }

        /** By one thread at a time: whoever sends, or the switch's own. */
        private void arrive(Frame unused) {
            arrived.lazySet(arrived.get() + 1);
        }

        /** Sends so many frames, until none is under way, in nanoseconds. */
        long pass() {
            long begin = System.nanoTime();
            long end = sent + FRAMES;
            while (sent < end) {
                awaitUnderWay(UNDER_WAY / 2);
                long most = Math.min(end, sent + UNDER_WAY / 2);
                while (sent < most) {
                    from.send(frame);
                    sent++;
                }
            }
            awaitUnderWay(0);
            return System.nanoTime() - begin;
        }

        /** Where nothing is late, nothing is under way when it was sent. */
        private void awaitUnderWay(long most) {
            if (late) {
                long unused = Spin.until(() -> arrived.get() + lost(), sent - most, "frames");
            }
        }

        long lost() {
            return to.statistics().lost();
        }

        /** This one and the switch's, if there is one. */
        long[] threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(each ->
                            each == Thread.currentThread() || each.getName().equals("hv/net/" + NAME))
                    .mapToLong(Thread::getId)
                    .toArray();
        }

        @Override
        public void close() {
            lan.close();
        }
    }
}
