package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.trace.Recorded;
import io.hv.kvm.virtio.block.BlockCounters.Kind;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.BlockState;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests to a disk: what is done, what is answered by an error, and what breaks a rule. */
class BlockRulesTest {

    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int FLUSH = 4;
    private static final int GET_ID = 8;
    private static final int DISCARD = 11;
    private static final int WRITE_ZEROES = 13;
    private static final int SECTOR = 512;
    private static final int SECTORS = 64;
    private static final byte OK = 0;
    private static final byte IO_ERROR = 1;
    private static final byte UNSUPPORTED = 2;

    private final GuestMemory memory = GuestMemory.onHeap(1 << 20);
    private final BytesStore store = new BytesStore(SECTORS * SECTOR, false);
    private final VirtioBlock disk = disk(store);
    private final DeviceRig rig = new DeviceRig(disk, memory, false, 0).begin(1);

    private VirtioBlock disk(BytesStore on) {
        return new VirtioBlock("vda", on, new BlockOptions("HV-1", 1, 64, true), memory, RateLimit.none());
    }

    private static byte[] header(int type, long sector) {
        return little(16).putInt(0, type).putLong(8, sector).array();
    }

    private static byte[] segment(long sector, int count, int flags) {
        return little(16).putLong(0, sector).putInt(8, count).putInt(12, flags).array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte status(byte[] answer) {
        return answer[answer.length - 1];
    }

    private byte[] read(long sector, int length) {
        return rig.ask(0, List.of(header(IN, sector)), length, 1);
    }

    private boolean reads(long sector, int length) {
        return rig.comesBack(0, List.of(header(IN, sector)), length, 1);
    }

    private byte write(long sector, byte... data) {
        return status(rig.ask(0, List.of(header(OUT, sector), data), 1));
    }

    private void breaks(Rule rule, Consumer<DeviceRig> crime) {
        byte[] before = store.bytes().clone();
        crime.accept(rig);
        assertArrayEquals(before, store.bytes());
        rig.broke(rule, 1);
        assertEquals(OK, status(read(0, SECTOR)));
    }

    @Test
    void whatIsWrittenIsRead() {
        byte[] data = new byte[3 * SECTOR];
        new Random(1).nextBytes(data);
        assertEquals(OK, write(5, data));
        assertArrayEquals(data, Arrays.copyOf(read(5, data.length), data.length));
        assertEquals(OK, status(rig.ask(0, List.of(header(FLUSH, 0)), 1)));
        assertEquals(1, store.flushes);
        assertEquals(1, disk.counters().requests(Kind.WRITE));
        assertEquals(data.length, disk.counters().bytes(Kind.READ));
        byte[] id = rig.ask(0, List.of(header(GET_ID, 0)), 20, 1);
        assertEquals("HV-1", new String(id, 0, 4, StandardCharsets.US_ASCII));
        assertEquals(OK, status(rig.ask(0, List.of(header(DISCARD, 0), segment(5, 1, 0), segment(7, 1, 0)), 1)));
        assertEquals(0, store.bytes()[5 * SECTOR]);
        assertEquals(data[SECTOR], store.bytes()[6 * SECTOR]);
        assertEquals(OK, status(rig.ask(0, List.of(header(WRITE_ZEROES, 0), segment(6, 1, 1)), 1)));
        assertEquals(0, store.bytes()[6 * SECTOR]);
    }

    @Test
    void whatCannotBeDoneIsAnsweredByAnError() {
        assertEquals(UNSUPPORTED, status(rig.ask(0, List.of(header(99, 0)), 1)));
        assertEquals(UNSUPPORTED, status(rig.ask(0, List.of(header(DISCARD, 0), segment(0, 1, 1)), 1)));
        assertEquals(UNSUPPORTED, status(rig.ask(0, List.of(header(WRITE_ZEROES, 0), segment(0, 1, 2)), 1)));
        store.failure = new IOException("the disk is on fire");
        assertEquals(IO_ERROR, status(read(0, SECTOR)));
        assertEquals(IO_ERROR, write(0, new byte[SECTOR]));
        assertEquals(IO_ERROR, status(rig.ask(0, List.of(header(FLUSH, 0)), 1)));
        assertEquals(IO_ERROR, status(rig.ask(0, List.of(header(WRITE_ZEROES, 0), segment(0, 1, 0)), 1)));
        store.failure = null;
        assertEquals(OK, status(read(0, SECTOR)));
        assertEquals(List.of(), rig.faults.all());
        assertEquals(7, disk.counters().errors());
    }

    @Test
    void aReadOnlyDiskIsNotWritten() {
        BytesStore fixed = new BytesStore(SECTORS * SECTOR, true);
        DeviceRig other = new DeviceRig(disk(fixed), memory, true, 0).begin(1);
        byte[] data = new byte[SECTOR];
        Arrays.fill(data, (byte) 7);
        assertEquals(IO_ERROR, status(other.ask(0, List.of(header(OUT, 0), data), 1)));
        assertEquals(IO_ERROR, status(other.ask(0, List.of(header(WRITE_ZEROES, 0), segment(0, 1, 0)), 1)));
        assertArrayEquals(new byte[SECTORS * SECTOR], fixed.bytes());
        assertEquals(OK, status(other.ask(0, List.of(header(IN, 0)), SECTOR, 1)));
    }

    @Test
    @Breaks(Rule.BLOCK_BEYOND_END)
    void beyondTheEnd() {
        breaks(Rule.BLOCK_BEYOND_END, each -> assertFalse(reads(SECTORS, SECTOR)));
        breaks(Rule.BLOCK_BEYOND_END, each -> assertFalse(reads(SECTORS - 1, 2 * SECTOR)));
        breaks(Rule.BLOCK_BEYOND_END, each -> assertFalse(reads(-1, SECTOR)));
        breaks(Rule.BLOCK_BEYOND_END, each -> assertFalse(reads(Long.MIN_VALUE, SECTOR)));
        breaks(Rule.BLOCK_BEYOND_END, each -> assertFalse(reads(Long.MAX_VALUE / SECTOR + 1, SECTOR)));
        for (int type : new int[] {DISCARD, WRITE_ZEROES}) {
            breaks(
                    Rule.BLOCK_BEYOND_END,
                    each -> assertFalse(each.comesBack(0, List.of(header(type, 0), segment(SECTORS, 1, 0)), 1)));
            breaks(
                    Rule.BLOCK_BEYOND_END,
                    each -> assertFalse(each.comesBack(0, List.of(header(type, 0), segment(-1, 1, 0)), 1)));
        }
    }

    /** Where the disk ended when the driver read its size, it is not at fault. */
    @Test
    void whatAShrunkDiskHasLostIsAnError() throws IOException {
        disk.resize(8 * SECTOR);
        assertEquals(1, rig.transport.configInterrupts.get());
        assertEquals(8, rig.function.readConfig(0, 8));
        assertEquals(IO_ERROR, status(read(8, SECTOR)));
        assertEquals(OK, status(read(7, SECTOR)));
        assertEquals(List.of(), rig.faults.all());
        rig.function.status(0);
        DeviceRig unused = rig.begin(1);
        assertFalse(reads(8, SECTOR));
        assertEquals(List.of(Rule.BLOCK_BEYOND_END), rig.faults.rules());
    }

    /** A write that was found to lie within the disk has ended before the disk becomes smaller. */
    @Test
    void aResizeWaitsForWhatIsUnderWay() throws Exception {
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Thread resize = new Thread(() -> {
            try {
                disk.resize(8 * SECTOR);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        store.onWrite = () -> {
            resize.start();
            while (resize.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertEquals(SECTORS * SECTOR, store.capacity());
        };
        byte[] data = new byte[SECTOR];
        Arrays.fill(data, (byte) 9);
        assertEquals(OK, write(63, data));
        resize.join();
        assertNull(failure.get());
        assertEquals(8 * SECTOR, store.capacity());
        store.onWrite = () -> {};
        assertEquals(IO_ERROR, write(63, data));
        assertEquals(OK, write(7, data));
    }

    @Test
    void aRequestIsAnEventOfTheFlightRecorder() throws IOException {
        byte[] data = new byte[2 * SECTOR];
        List<RecordedEvent> events = Recorded.during(() -> {
            assertEquals(OK, write(5, data));
            assertEquals(OK, status(read(6, SECTOR)));
            assertEquals(OK, status(rig.ask(0, List.of(header(FLUSH, 0)), 1)));
            assertEquals(OK, status(rig.ask(0, List.of(header(WRITE_ZEROES, 0), segment(6, 1, 1)), 1)));
        });
        assertEquals(
                List.of("vda 0 write 5 1024", "vda 0 read 6 512", "vda 0 flush 0 0", "vda 0 zero 0 512"),
                events.stream()
                        .filter(event -> event.getEventType().getName().equals("io.hv.DiskRequest"))
                        .map(event -> event.getString("device") + " " + event.getInt("queue") + " "
                                + event.getString("kind") + " " + event.getLong("sector") + " "
                                + event.getLong("bytes"))
                        .toList());
    }

    @Test
    @Breaks(Rule.BLOCK_LENGTH)
    void dataThatIsNotWholeSectors() {
        breaks(Rule.BLOCK_LENGTH, each -> assertFalse(reads(0, SECTOR - 1)));
        breaks(
                Rule.BLOCK_LENGTH,
                each -> assertFalse(each.comesBack(0, List.of(header(OUT, 0), new byte[SECTOR + 1]), 1)));
    }

    @Test
    @Breaks(Rule.BLOCK_SEGMENTS)
    void segmentsThatAreNone() {
        for (int type : new int[] {DISCARD, WRITE_ZEROES}) {
            breaks(Rule.BLOCK_SEGMENTS, each -> assertFalse(each.comesBack(0, List.of(header(type, 0)), 1)));
            breaks(
                    Rule.BLOCK_SEGMENTS,
                    each -> assertFalse(each.comesBack(0, List.of(header(type, 0), new byte[8]), 1)));
            breaks(
                    Rule.BLOCK_SEGMENTS,
                    each -> assertFalse(each.comesBack(0, List.of(header(type, 0), segment(0, -1, 0)), 1)));
            List<byte[]> many = new ArrayList<>(List.of(header(type, 0)));
            many.add(new byte[17 * 16]);
            breaks(Rule.BLOCK_SEGMENTS, each -> assertFalse(each.comesBack(0, many, 1)));
        }
    }

    @Test
    @Breaks({Rule.REQUEST_TOO_SHORT, Rule.ANSWER_TOO_SHORT})
    void requestsThatAreNone() {
        breaks(Rule.REQUEST_TOO_SHORT, each -> assertFalse(each.comesBack(0, List.of(new byte[15]), 1)));
        breaks(Rule.REQUEST_TOO_SHORT, each -> assertFalse(each.comesBack(0, List.of(), 1)));
        breaks(Rule.ANSWER_TOO_SHORT, each -> assertFalse(each.comesBack(0, List.of(header(FLUSH, 0)))));
        breaks(Rule.ANSWER_TOO_SHORT, each -> assertFalse(each.comesBack(0, List.of(header(GET_ID, 0)), 19, 1)));
    }

    @Test
    void aStateIsOfADiskOfItsSize() throws IOException {
        disk.resize(8 * SECTOR);
        BlockState state = disk.save();
        assertEquals(new BlockState(8 * SECTOR, SECTORS * SECTOR), state);
        VirtioBlock other = disk(new BytesStore(8 * SECTOR, false));
        other.restore(state);
        assertEquals(state, other.save());
        assertThrows(
                IllegalArgumentException.class,
                () -> disk(new BytesStore(SECTOR, false)).restore(state));
    }
}
