package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.EchoDevice.Order;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Driver and device in every way that they can agree on, in small steps that come in any order. */
class RoundTripTest {

    private static final int WORKER_THREADS = 3;

    @TestFactory
    Stream<DynamicTest> everyKindOfRing() {
        return RingKind.all().stream()
                .flatMap(kind -> Stream.of(Order.AT_ONCE, Order.SHUFFLED)
                        .map(order -> DynamicTest.dynamicTest(
                                kind + ", " + order,
                                () -> manySteps(kind, order, new Random(kind.hashCode()), 3000, 0))));
    }

    @TestFactory
    Stream<DynamicTest> stateIsSavedAndRestoredOnTheWay() {
        return RingKind.all().stream()
                .map(kind -> DynamicTest.dynamicTest(
                        kind.toString(), () -> manySteps(kind, Order.SHUFFLED, new Random(7), 1000, 40)));
    }

    @TestFactory
    Stream<DynamicTest> indicesWrap() {
        return RingKind.all().stream()
                .filter(kind -> kind.size() == 8 && kind.indirect())
                .map(kind -> DynamicTest.dynamicTest(
                        kind.toString(), () -> manySteps(kind, Order.AT_ONCE, new Random(8), 140_000, 0)));
    }

    /** Whatever the driver and the device do next, with a move every {@code moves} steps or so. */
    private static void manySteps(RingKind kind, Order order, Random random, int requests, int moves) {
        ManualWorkers workers = new ManualWorkers();
        EchoDevice device = new EchoDevice("echo", order, 256);
        EchoRig rig = new EchoRig(kind, device, workers, requests, random).begin();
        device.between = () -> steps(rig.client, random.nextInt(6));
        while (!rig.client.finished()) {
            if (random.nextBoolean()) {
                boolean unused = workers.runOne();
            } else {
                steps(rig.client, random.nextInt(12));
            }
            if (moves > 0 && random.nextInt(moves) == 0) {
                rig.move(workers::forget);
            }
            assertFalse(
                    workers.idle() && rig.client.asleep(),
                    () -> "both sleep after " + rig.client.done() + " requests: " + rig.function.save());
        }
        assertEquals(requests, rig.client.done());
        assertEquals(List.of(), rig.faults.all());
        assertTrue(workers.run(10) < 10);
        assertTrue(rig.function.counters(0).requests() <= requests);
    }

    private static void steps(EchoClient client, int count) {
        for (int i = 0; i < count; i++) {
            client.step();
        }
    }

    @TestFactory
    Stream<DynamicTest> severalThreads() {
        return RingKind.all().stream()
                .filter(kind -> !kind.indirect() || kind.size() == 8)
                .flatMap(kind -> Stream.of(
                        DynamicTest.dynamicTest(kind + ", one thread", () -> threads(kind, Order.AT_ONCE, 1)),
                        DynamicTest.dynamicTest(
                                kind + ", several threads", () -> threads(kind, Order.AT_ONCE, WORKER_THREADS)),
                        DynamicTest.dynamicTest(
                                kind + ", completed elsewhere", () -> threads(kind, Order.ELSEWHERE, 1))));
    }

    private static void threads(RingKind kind, Order order, int threads) throws InterruptedException {
        int requests = kind.size() < 8 ? 2000 : 10_000;
        EchoRig rig;
        try (ThreadWorkers workers = new ThreadWorkers(WORKER_THREADS)) {
            EchoDevice device = new EchoDevice("echo", order, 256);
            device.threads = threads;
            device.elsewhere = workers::execute;
            rig = new EchoRig(kind, device, workers, requests, new Random(9));
            Alarm alarm = new Alarm();
            rig.transport.onInterrupt = queue -> alarm.ring(rig.client);
            EchoRig unused = rig.begin();
            while (!rig.client.finished()) {
                rig.client.step();
                if (rig.client.asleep()) {
                    assertTrue(
                            alarm.wakes(rig.client),
                            () -> "both sleep after " + rig.client.done() + " requests: " + rig.function.save());
                }
            }
        }
        assertEquals(requests, rig.client.done());
        assertEquals(List.of(), rig.faults.all());
    }

    /** What a driver that sleeps is woken by. */
    private static final class Alarm {

        private static final long PATIENCE_NANOS = 30_000_000_000L;

        synchronized void ring(EchoClient client) {
            client.interrupt();
            notifyAll();
        }

        synchronized boolean wakes(EchoClient client) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (client.asleep()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(1 + left / 1_000_000);
            }
            return true;
        }
    }
}
