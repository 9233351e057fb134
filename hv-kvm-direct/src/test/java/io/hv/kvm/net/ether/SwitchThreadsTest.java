package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.bus.Uninterrupted;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A switch under many threads, and what a frame costs. */
@Timeout(120)
class SwitchThreadsTest {

    private static final int STATIONS = 4;
    private static final int FRAMES = 30_000;
    private static final int TO_ALL = 10;

    /** The JVM itself allocates on a thread whose method has become worth compiling. */
    private static final int ROUNDS = 20;

    private final EthernetSwitch lan = new EthernetSwitch(new ManualTimer());
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final List<SwitchPort> ports = new ArrayList<>();

    private static long address(int station) {
        return 0x0200_0000_0000L + station;
    }

    /** Frames of each sender come in the order in which they were sent, none twice, and, by their count, none is lost. */
    private final class Sink implements FrameSink {

        private final int[] last = new int[STATIONS];

        @Override
        public void accept(Frame frame) {
            int from = (int) frame.source() & 0xff;
            int number = Octets.u32(frame.bytes(), Frame.HEADER);
            // Only this sender's thread is here for it.
            if (from >= STATIONS || number <= last[from]) {
                wrong.add("frame " + number + " of " + from);
                return;
            }
            last[from] = number;
            arrived.incrementAndGet();
        }
    }

    private void send(int from) {
        for (int i = 1; i <= FRAMES; i++) {
            int to = (from + 1 + i % (STATIONS - 1)) % STATIONS;
            boolean all = i % TO_ALL == 0;
            ports.get(from).send(Station.frame(all ? Station.EVERYBODY : address(to), address(from), i));
        }
    }

    @Test
    void noFrameIsLostOrDoubled() {
        for (int i = 0; i < STATIONS; i++) {
            ports.add(lan.connect("port" + i, new Sink()));
        }
        for (int i = 0; i < STATIONS; i++) {
            ports.get(i).send(Station.frame(Station.EVERYBODY, address(i), 0));
        }
        wrong.clear();
        arrived.set(0);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            int from = i;
            senders.add(new Thread(() -> send(from)));
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread others = new Thread(() -> {
            while (!over.get()) {
                comeAndGo();
            }
        });
        others.start();
        senders.forEach(Thread::start);
        senders.forEach(Uninterrupted::join);
        over.set(true);
        Uninterrupted.join(others);
        assertEquals(List.of(), List.copyOf(wrong));
        int toAll = FRAMES / TO_ALL;
        assertEquals(STATIONS * (FRAMES - toAll + toAll * (STATIONS - 1)), arrived.get());
        lan.close();
    }

    /** Others connect, move, send, and leave meanwhile. */
    private void comeAndGo() {
        try (SwitchPort guest = lan.connect("guest", frame -> {})) {
            guest.group(1);
            guest.send(Station.frame(address(77), address(99), 1));
        }
    }

    private long allocated(Runnable job) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long first = threads.getThreadAllocatedBytes(id);
        long before = threads.getThreadAllocatedBytes(id);
        job.run();
        return threads.getThreadAllocatedBytes(id) - before - (before - first);
    }

    @Test
    void aFrameCostsNothingOnTheHeap() {
        FrameQueue queue = new FrameQueue(1 << 16);
        Frame taken = new Frame(Frame.MOST);
        for (int i = 0; i < STATIONS; i++) {
            ports.add(lan.connect("port" + i, frame -> {
                FrameQueue.Outcome unused = queue.put(frame);
            }));
            ports.get(i).send(Station.frame(Station.EVERYBODY, address(i), 0));
        }
        Frame toOne = Station.frame(address(1), address(0), 1);
        Frame toAll = Station.frame(Station.EVERYBODY, address(0), 2);
        Runnable job = () -> {
            for (int i = 0; i < 100; i++) {
                ports.get(0).send(toOne);
                ports.get(0).send(toAll);
            }
            while (queue.take(taken)) {
                arrived.incrementAndGet();
            }
        };
        job.run();
        List<Long> bytes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            bytes.add(allocated(job));
        }
        assertTrue(arrived.get() >= ROUNDS * 100 * STATIONS, "arrived: " + arrived);
        assertEquals(0, bytes.stream().mapToLong(each -> each).min().orElse(-1), "bytes in each round: " + bytes);
        lan.close();
    }
}
