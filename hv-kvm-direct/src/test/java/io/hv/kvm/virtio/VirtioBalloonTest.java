package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import io.hv.kvm.snapshot.StateCodec;
import io.hv.kvm.virtio.balloon.BalloonState;
import io.hv.kvm.virtio.balloon.VirtioBalloon;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A balloon and a driver that does what it may. */
class VirtioBalloonTest {

    private static final long STATISTICS = 1L << 1;
    private static final long DEFLATE_ON_OOM = 1L << 2;
    private static final long PAGE_POISON = 1L << 4;
    private static final long REPORTING = 1L << 5;
    private static final int QUEUES = 5;
    private static final int STATISTICS_QUEUE = 2;
    private static final int PAGE = 4096;
    private static final int SIZE = 1 << 20;

    /** What a rig's rings and requests take is below it. */
    private static final int FREE = 128;

    /** Two regions side by side in address, so that a run must end where the first does. */
    private final GuestMemory memory = GuestMemory.onHeap(new Region(0, SIZE, 0), new Region(SIZE, SIZE, SIZE));

    private final VirtioBalloon balloon = new VirtioBalloon("balloon0", memory, 0);
    private final DeviceRig rig =
            new DeviceRig(balloon, memory, false, STATISTICS | DEFLATE_ON_OOM | REPORTING).begin(QUEUES);

    private static byte[] numbers(int... pages) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * pages.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int page : pages) {
            ByteBuffer unused = bytes.putInt(page);
        }
        return bytes.array();
    }

    private static byte[] statistics(long... tagsAndValues) {
        ByteBuffer bytes = ByteBuffer.allocate(5 * tagsAndValues.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tagsAndValues.length; i += 2) {
            ByteBuffer unused = bytes.putShort((short) tagsAndValues[i]).putLong(tagsAndValues[i + 1]);
        }
        return bytes.array();
    }

    private void fillFreePages() {
        memory.fill(FREE * PAGE, SIZE - FREE * PAGE, (byte) 1);
        memory.fill(SIZE, SIZE, (byte) 1);
    }

    private List<Integer> released() {
        return IntStream.range(FREE, 2 * SIZE / PAGE)
                .filter(page -> memory.getByte((long) page * PAGE) == 0)
                .boxed()
                .toList();
    }

    @Test
    void itsShapeIsThatOfTheSpecification() {
        assertEquals(5, balloon.deviceId());
        assertEquals(8, balloon.configSize());
        assertEquals(STATISTICS | DEFLATE_ON_OOM | REPORTING, balloon.features());
        assertEquals(0, balloon.features() & PAGE_POISON);
    }

    @Test
    void inflatedPagesAreReleased() {
        fillFreePages();
        assertTrue(rig.comesBack(0, List.of(numbers(200, 130, 201, 199, 130))));
        assertEquals(List.of(130, 199, 200, 201), released());
        assertTrue(rig.comesBack(0, List.of(numbers(257, 256, 255))), "over the border of two regions");
        assertEquals(List.of(130, 199, 200, 201, 255, 256, 257), released());
        assertTrue(rig.comesBack(0, List.of(numbers(), numbers(300))), "in two buffers");
        assertTrue(rig.comesBack(0, List.of(numbers())));
        assertEquals(List.of(130, 199, 200, 201, 255, 256, 257, 300), released());
        assertEquals(List.of(), rig.faults.all());
    }

    @Test
    void whatIsReleasedCountsAsWritten() {
        long[] unused = memory.dirty().take();
        assertTrue(rig.comesBack(0, List.of(numbers(300, 200))));
        assertTrue(memory.dirty().isDirty(200));
        assertTrue(memory.dirty().isDirty(300));
        assertFalse(memory.dirty().isDirty(201));
    }

    @Test
    void deflationNeedsNothing() {
        fillFreePages();
        assertTrue(rig.comesBack(1, List.of(numbers(200, 201))));
        assertEquals(List.of(), released());
        assertEquals(List.of(), rig.faults.all());
    }

    /** Linux counts queues without the one for hints, which is not offered, or as the specification does. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void freePagesThatAreReportedAreReleased(int queue) {
        // The rig's buffers begin at page 64, and half a page of what is said moves those for the answer.
        memory.fill(64 * PAGE, 8 * PAGE, (byte) 1);
        assertTrue(rig.comesBack(queue, List.of(), PAGE, 0, 2 * PAGE));
        assertEquals(List.of(0, 0, 0, 1), bytes(64, 65, 66, 67));
        memory.fill(64 * PAGE, 8 * PAGE, (byte) 1);
        assertTrue(rig.comesBack(queue, List.of(new byte[PAGE / 2]), 2 * PAGE, PAGE / 2, PAGE - 1, 1));
        assertEquals(List.of(0, 0, 1, 1), bytes(64, 65, 66, 67), "whole pages only, each within one buffer");
        assertEquals(List.of(), rig.faults.all());
    }

    private List<Integer> bytes(int... pages) {
        return IntStream.of(pages)
                .map(page -> memory.getByte((long) page * PAGE))
                .boxed()
                .toList();
    }

    @Test
    void theDriverIsToldOfATarget() {
        assertEquals(0, rig.function.readConfig(0, 4));
        int generation = rig.function.generation();
        balloon.target(0x0102_0304);
        rig.look();
        assertEquals(
                0, rig.transport.configInterrupts.get(), "it is told by a thread that stands still with the machine");
        balloon.look();
        rig.look();
        assertEquals(1, rig.transport.configInterrupts.get());
        assertTrue(rig.function.generation() > generation);
        assertEquals(0x0102_0304, rig.function.readConfig(0, 4));
        balloon.look();
        rig.look();
        assertEquals(1, rig.transport.configInterrupts.get(), "and once");
        rig.function.writeConfig(0, 4, -1);
        assertEquals(0x0102_0304, balloon.target());
    }

    @Test
    void aTargetOutlivesAReset() {
        balloon.target(77);
        rig.function.writeConfig(4, 4, 5);
        rig.function.status(0);
        assertEquals(77, balloon.target());
        assertEquals(0, balloon.actual());
        DeviceRig unused = rig.begin(QUEUES);
        assertEquals(77, rig.function.readConfig(0, 4));
        assertEquals(0, rig.transport.configInterrupts.get(), "a driver that begins reads it");
    }

    @Test
    void aDriverIsToldOfATargetThatCameWhileItBegan() {
        long features = Driver.features(false, true, false);
        Driver driver = new Driver(rig.function).negotiate(features);
        balloon.target(79);
        balloon.look();
        Driver unused =
                driver.queue(0, DriverRing.of(memory, 0x1000, 8, features)).ready();
        rig.look();
        assertEquals(1, rig.transport.configInterrupts.get());
    }

    @Test
    void actualCountsWhenItsLastByteIsWritten() {
        rig.function.writeConfig(4, 4, 0xffff_fffeL);
        assertEquals(0xffff_fffeL, balloon.actual());
        assertEquals(0xffff_fffeL, rig.function.readConfig(4, 4));
        for (int i = 0; i < 3; i++) {
            rig.function.writeConfig(4 + i, 1, i + 1);
            assertEquals(0xffff_fffeL, balloon.actual());
        }
        rig.function.writeConfig(7, 1, 0);
        assertEquals(0x03_0201, balloon.actual());
    }

    @Test
    void statisticsAreThoseOfAfterTheQuestion() throws Exception {
        assertFalse(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(4, 1))), "nobody has asked");
        CompletableFuture<Map<Integer, Long>> answer = balloon.statistics();
        balloon.look();
        rig.look();
        assertTrue(rig.collects(STATISTICS_QUEUE), "the old ones go back");
        assertFalse(answer.isDone());
        assertTrue(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(9, 9, 4, 1, 99, 5, 4, 2, 0xffff, 6, 0, -1))));
        assertEquals(Map.of(9, 9L, 4, 2L, 0, -1L), answer.get());
        assertFalse(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(4, 3))));
        assertEquals(List.of(), rig.faults.all());
    }

    @Test
    void whoAsksMeanwhileGetsTheSameAnswer() throws Exception {
        CompletableFuture<Map<Integer, Long>> first = balloon.statistics();
        assertTrue(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(4, 1))));
        CompletableFuture<Map<Integer, Long>> second = balloon.statistics();
        assertTrue(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(4, 2))));
        assertEquals(Map.of(4, 2L), first.get());
        assertEquals(Map.of(4, 2L), second.get());
        assertFalse(balloon.statistics().isDone());
    }

    @Test
    void aQuestionWaitsForTheNextDriver() throws Exception {
        CompletableFuture<Map<Integer, Long>> answer = balloon.statistics();
        assertTrue(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(4, 1))));
        DeviceRig unused = rig.begin(QUEUES);
        assertTrue(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(4, 2))));
        assertFalse(answer.isDone(), "the first of a driver's is old");
        assertTrue(rig.comesBack(STATISTICS_QUEUE, List.of(statistics(4, 3))));
        assertEquals(Map.of(4, 3L), answer.get());
    }

    @Test
    void thereIsNoAnswerAfterTheEnd() {
        CompletableFuture<Map<Integer, Long>> before = balloon.statistics();
        rig.function.close();
        assertTrue(before.isCancelled());
        assertTrue(balloon.statistics().isCancelled());
    }

    @Test
    void aDriverMayHaveNoStatistics() {
        VirtioBalloon plain = new VirtioBalloon("balloon1", memory, 0);
        assertFalse(plain.statistics().isDone(), "one that has may come");
        DeviceRig unused = new DeviceRig(plain, memory, false, 0).begin(2);
        assertThrows(IllegalStateException.class, plain::statistics);
    }

    @Test
    void aCopyGoesOnWhereItWas() {
        balloon.target(500);
        rig.function.writeConfig(4, 4, 300);
        rig.function.writeConfig(4, 1, 7);
        BalloonState state = balloon.save();
        assertEquals(new BalloonState(500, false, 263, 300), state);
        VirtioBalloon copy = new VirtioBalloon("balloon0", memory, 0);
        DeviceRig other = new DeviceRig(copy, memory, false, STATISTICS).begin(3);
        copy.restore(StateCodec.decode(StateCodec.encode(state), BalloonState.class));
        assertEquals(state, copy.save());
        copy.look();
        other.look();
        assertEquals(1, other.transport.configInterrupts.get(), "it was not told yet");
        assertTrue(copy.save().told());
    }

    @Test
    void impossibleStatesAreRefused() {
        long much = 1L << 32;
        assertThrows(IllegalArgumentException.class, () -> new BalloonState(much, true, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new BalloonState(0, true, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new BalloonState(0, true, 0, much));
    }
}
