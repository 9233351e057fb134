package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.net.ether.FrameQueue.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameQueueTest {

    private static final int QUEUES = 300;
    private static final int STEPS = 400;

    /** What a frame may cost beside its bytes. */
    private static final int MOST_OVERHEAD = 24;

    private static Frame random(Random random, int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        random.nextBytes(bytes);
        Frame frame = Frame.of(bytes);
        frame.checksum(random.nextInt(100) - 1, random.nextInt(100));
        frame.segments(random.nextInt(5), random.nextInt(0x10000));
        return frame;
    }

    private static void assertSameFrame(Frame expected, Frame actual) {
        assertArrayEquals(
                Arrays.copyOf(expected.bytes(), expected.length()), Arrays.copyOf(actual.bytes(), actual.length()));
        assertEquals(expected.checksumStart(), actual.checksumStart());
        assertEquals(expected.checksumOffset(), actual.checksumOffset());
        assertEquals(expected.segments(), actual.segments());
        assertEquals(expected.segmentSize(), actual.segmentSize());
    }

    @Test
    void itIsAQueueOfSoManyBytes() {
        Frame taken = new Frame(Frame.MOST);
        int full = 0;
        for (int seed = 0; seed < QUEUES; seed++) {
            Random random = new Random(seed);
            int capacity = random.nextInt(2000);
            FrameQueue queue = new FrameQueue(capacity);
            Deque<Frame> model = new ArrayDeque<>();
            int longest = 1 + random.nextInt(200);
            for (int step = 0; step < STEPS; step++) {
                int choice = random.nextInt(100);
                if (choice == 0) {
                    queue.clear();
                    model.clear();
                } else if (choice < 50) {
                    assertEquals(!model.isEmpty(), queue.take(taken));
                    if (!model.isEmpty()) {
                        assertSameFrame(model.remove(), taken);
                    }
                } else {
                    full += put(queue, model, random(random, longest), capacity) ? 0 : 1;
                }
                assertEquals(model.size(), queue.count());
            }
        }
        assertTrue(full > QUEUES, "full " + full + " times");
    }

    private static boolean put(FrameQueue queue, Deque<Frame> model, Frame frame, int capacity) {
        int bytes = frame.length() + model.stream().mapToInt(Frame::length).sum();
        Outcome outcome = queue.put(frame);
        if (outcome == Outcome.FULL) {
            assertTrue(bytes + MOST_OVERHEAD * (model.size() + 1) > capacity, "it says it is full, and is not");
            return false;
        }
        assertTrue(bytes <= capacity + Integer.BYTES, "it has room for more than it was made for");
        assertEquals(model.isEmpty() ? Outcome.FIRST : Outcome.BEHIND, outcome);
        model.add(frame);
        return true;
    }

    @Test
    void theLongestFrameComesThrough() {
        FrameQueue queue = new FrameQueue(1 << 17);
        Frame longest = Frame.of(new byte[Frame.MOST]);
        new Random(5).nextBytes(longest.bytes());
        Frame taken = new Frame(Frame.MOST);
        for (int i = 0; i < 10; i++) {
            assertEquals(Outcome.FIRST, queue.put(longest));
            assertEquals(Outcome.FULL, queue.put(longest));
            assertTrue(queue.take(taken));
            assertSameFrame(longest, taken);
        }
        assertFalse(queue.take(taken));
    }

    /** Whoever is told that its frame is the first wakes the reader: so none is left while nobody is woken. */
    @Test
    void manyPutAndOneTakes() {
        int each = 20_000;
        FrameQueue queue = new FrameQueue(1000);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 3; writer++) {
            int number = writer;
            writers.add(new Thread(() -> {
                Frame frame = Frame.of(new byte[8]);
                for (int i = 0; i < each; i++) {
                    Octets.u32(frame.bytes(), 0, number);
                    Octets.u32(frame.bytes(), 4, i);
                    while (queue.put(frame) == Outcome.FULL) {
                        Thread.onSpinWait();
                    }
                }
            }));
        }
        writers.forEach(Thread::start);
        int[] next = new int[3];
        Frame taken = new Frame(8);
        for (int count = 0; count < 3 * each; ) {
            if (queue.take(taken)) {
                int writer = Octets.u32(taken.bytes(), 0);
                assertEquals(next[writer]++, Octets.u32(taken.bytes(), 4), "in order, and none twice");
                count++;
            }
        }
        writers.forEach(Uninterrupted::join);
        assertEquals(0, queue.count());
    }
}
