package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.HandClock;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A disk with a limit whose driver has more to do in every queue than the limit allows. */
class LimitedQueuesTest {

    private static final int QUEUES = 3;
    private static final int REQUESTS = 10;
    private static final int SECTOR = 512;
    private static final long HEADERS = 0x4_0000;
    private static final long ANSWERS = 0x5_0000;
    private static final long SECOND = 1_000_000_000L;

    private final GuestMemory memory = GuestMemory.onHeap(1 << 20);
    private final ManualWorkers workers = new ManualWorkers();
    private final FaultLog faults = new FaultLog();
    private final HandClock hand = new HandClock();
    private final RateLimit limit = new RateLimit(10, 0, hand);
    private final VirtioBlock disk = new VirtioBlock(
            "vda", new BytesStore(64 * SECTOR, false), new BlockOptions("", QUEUES, 64, false), memory, limit);
    private final VirtioFunction function = new VirtioFunction(disk, memory, workers, faults);
    private final List<DriverRing> rings = new ArrayList<>();

    private LimitedQueuesTest() {
        function.connect(new TestTransport());
        Driver driver = new Driver(function).negotiate(Driver.features(false, true, false) | 1L << 12);
        for (int queue = 0; queue < QUEUES; queue++) {
            DriverRing ring = DriverRing.of(memory, 0x1000 + queue * 0x4000L, 64, Driver.features(false, true, false));
            rings.add(ring);
            Driver unused = driver.queue(queue, ring);
        }
        Driver unused = driver.ready();
        work();
    }

    private void work() {
        int runs = workers.run(100);
        assertTrue(runs < 100, "the device works on and on");
    }

    /** Puts reads of one sector each into a queue. */
    private void offer(int queue) {
        for (int i = 0; i < REQUESTS; i++) {
            memory.write(
                    HEADERS,
                    ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).array());
            assertTrue(rings.get(queue)
                    .prepare(
                            List.of(
                                    new DriverRing.Buffer(HEADERS, 16, false),
                                    new DriverRing.Buffer(ANSWERS + i * 1024L, SECTOR + 1, true)),
                            i));
        }
        rings.get(queue).expose();
        function.driverNotifies(queue);
    }

    private int collected(int queue) {
        int count = 0;
        while (rings.get(queue).collect() != null) {
            count++;
        }
        return count;
    }

    @Test
    void eachQueueHasItsTurn() {
        for (int queue = 0; queue < QUEUES; queue++) {
            offer(queue);
        }
        work();
        int[] done = new int[QUEUES];
        int rounds = 0;
        for (int all = 0; all < QUEUES * REQUESTS; rounds++) {
            for (int queue = 0; queue < QUEUES; queue++) {
                int more = collected(queue);
                done[queue] += more;
                all += more;
            }
            int turns = all / QUEUES;
            for (int each : done) {
                assertTrue(each >= turns - 1, () -> "so many of each: " + List.of(done[0], done[1], done[2]));
            }
            assertTrue(rounds <= QUEUES * REQUESTS, "a refill without a request");
            hand.fire();
            work();
        }
        assertEquals(List.of(REQUESTS, REQUESTS, REQUESTS), List.of(done[0], done[1], done[2]));
        assertTrue(hand.nanos() >= (QUEUES * REQUESTS - 1) * SECOND / 10, hand.nanos() + " ns");
        assertEquals(List.of(), faults.all());
    }

    /** What waits stays in the queue, and the driver has begun anew when its time comes. */
    @Test
    void aResetForgetsWhatWaited() {
        offer(0);
        work();
        assertEquals(1, collected(0));
        function.status(0);
        hand.fire();
        work();
        assertEquals(0, collected(0));
        assertEquals(List.of(), faults.all());
    }

    @Test
    void whatWaitsGoesOnWithoutALimit() {
        offer(1);
        work();
        assertEquals(1, collected(1));
        disk.limit(0, 0);
        assertEquals(0, collected(1));
        hand.fire();
        work();
        assertEquals(0, hand.nanos());
        assertEquals(REQUESTS - 1, collected(1));
    }
}
