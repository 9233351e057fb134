package io.hv.kvm.virtio.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.Packet;
import io.hv.kvm.net.ether.Sums;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums and segments that one side leaves to the other, and frames that take several buffers. */
class OffloadTest {

    private static final int NEEDS_CHECKSUM = 1;
    private static final int ECN = 0x80;

    private final NetRig rig = new NetRig(1);

    @AfterEach
    void close() {
        rig.close();
    }

    private static Packet packet(boolean six, int payload) {
        return new Packet().six(six).payload(payload);
    }

    private static byte[] bytes(Frame frame) {
        return Arrays.copyOf(frame.bytes(), frame.length());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheGuestLeavesGoesToTheSwitchAsItIs(boolean six) {
        rig.started(NetFeatures.CSUM | NetFeatures.HOST_TSO4 | NetFeatures.HOST_TSO6);
        Packet packet = packet(six, 40_000);
        byte[] frame = packet.frame().bytes();
        int kind = six ? Frame.TCP6 : Frame.TCP4;
        for (int bits : new int[] {0, ECN}) {
            byte[] header = NetRig.header(NEEDS_CHECKSUM, kind | bits, 1448, packet.transport(), 16);
            assertTrue(rig.send(0, header, frame).isCompleted());
            Frame sent = rig.sent.remove(0);
            assertEquals(kind, sent.segments());
            assertEquals(1448, sent.segmentSize());
            assertEquals(packet.transport(), sent.checksumStart());
            assertEquals(16, sent.checksumOffset());
            assertArrayEquals(frame, bytes(sent));
        }
        byte[] header = NetRig.header(NEEDS_CHECKSUM, 0, 1448, packet.transport(), 16);
        assertTrue(rig.send(0, header, frame).isCompleted());
        assertEquals(Frame.WHOLE, rig.sent.get(0).segments());
        assertFalse(rig.sent.get(0).isPlain());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGuestThatKnowsBothIsGivenThemAsTheyAre(boolean six) {
        rig.started(NetFeatures.GUEST_CSUM | NetFeatures.GUEST_TSO4 | NetFeatures.GUEST_TSO6);
        Packet packet = packet(six, 30_000);
        packet.tcpOptions = 3;
        Frame frame = packet.frame(1448);
        PlainRequest room = rig.room(0, 65_562);
        rig.receive(frame);
        assertEquals(
                new NetRig.Header(
                        NEEDS_CHECKSUM,
                        six ? Frame.TCP6 : Frame.TCP4,
                        packet.headers(),
                        1448,
                        packet.transport(),
                        16,
                        1),
                NetRig.Header.of(room.answer()));
        assertArrayEquals(bytes(frame), NetRig.frame(List.of(room)));
        Frame whole = packet(six, 100).frame();
        PlainRequest next = rig.room(0, 1600);
        rig.receive(whole);
        assertEquals(
                new NetRig.Header(NEEDS_CHECKSUM, 0, 0, 0, whole.checksumStart(), 16, 1),
                NetRig.Header.of(next.answer()));
        assertArrayEquals(bytes(whole), NetRig.frame(List.of(next)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGuestThatKnowsNeitherIsGivenWhatACableCarries(boolean six) {
        long others = NetFeatures.GUEST_TSO4 | NetFeatures.GUEST_TSO6;
        for (long features : new long[] {0, NetFeatures.GUEST_CSUM, others, NetFeatures.CSUM}) {
            rig.reset();
            rig.started(features);
            Packet packet = packet(six, 3000);
            List<PlainRequest> rooms = rig.rooms(4, 1600);
            rig.receive(packet.frame(1000));
            for (int i = 0; i < 3; i++) {
                assertEquals(NetRig.Header.PLAIN, NetRig.Header.of(rooms.get(i).answer()));
                byte[] frame = NetRig.frame(rooms.subList(i, i + 1));
                assertEquals("", Sums.wrong(frame));
                assertEquals(packet.headers() + 1000, frame.length);
            }
            assertFalse(rooms.get(3).isCompleted());
            if ((features & NetFeatures.GUEST_CSUM) == 0) {
                rig.receive(packet(six, 100).frame());
                assertEquals(NetRig.Header.PLAIN, NetRig.Header.of(rooms.get(3).answer()));
                assertEquals("", Sums.wrong(NetRig.frame(rooms.subList(3, 4))));
            }
        }
    }

    @Test
    void oneKindOfSegmentsIsNotTheOther() {
        rig.started(NetFeatures.GUEST_CSUM | NetFeatures.GUEST_TSO6);
        List<PlainRequest> rooms = rig.rooms(3, 3000);
        rig.receive(packet(false, 2000).frame(1000));
        rig.receive(packet(true, 2000).frame(1000));
        assertEquals(NetRig.Header.PLAIN, NetRig.Header.of(rooms.get(1).answer()));
        assertEquals(Frame.TCP6, NetRig.Header.of(rooms.get(2).answer()).kind());
    }

    @Test
    void segmentsThatCannotBeAreLost() {
        rig.started(0);
        PlainRequest room = rig.room(0, 3000);
        Frame frame = packet(false, 2000).frame(1000);
        frame.segments(Frame.TCP6, 1000);
        rig.receive(frame);
        assertFalse(room.isCompleted());
        assertEquals(1, rig.port.statistics().overrun());
    }

    @Test
    void aLongFrameTakesSeveralBuffers() {
        rig.started(NetFeatures.MRG_RXBUF | NetFeatures.GUEST_CSUM | NetFeatures.GUEST_TSO4);
        Frame frame = packet(false, 60_000).frame(1448);
        int need = (NetRig.HEADER + frame.length() + 1525) / 1526;
        List<PlainRequest> rooms = rig.rooms(need + 5, 1526);
        rig.receive(frame);
        List<PlainRequest> used =
                rooms.stream().filter(PlainRequest::isCompleted).toList();
        assertEquals(rooms.subList(0, need), used);
        assertEquals(List.of(need), rig.together(0), "the driver sees all of them or none");
        assertEquals(need, NetRig.Header.of(used.get(0).answer()).buffers());
        assertArrayEquals(bytes(frame), NetRig.frame(used));
        rig.receive(Frame.of(bytes(packet(false, 10).frame())));
        assertEquals(1, NetRig.Header.of(rooms.get(need).answer()).buffers());
    }

    @Test
    void buffersOfAllSizesAreFilled() {
        rig.started(NetFeatures.MRG_RXBUF);
        byte[] frame = bytes(packet(false, 1000).frame());
        List<PlainRequest> rooms =
                List.of(rig.room(0, 12), rig.room(0, 1), rig.room(0, 0), rig.room(0, 500), rig.room(0, 5000));
        rig.receive(Frame.of(frame));
        assertEquals(5, NetRig.Header.of(rooms.get(0).answer()).buffers());
        assertArrayEquals(frame, NetRig.frame(rooms));
        List<Integer> lengths = rooms.stream().map(each -> each.answer().length).toList();
        assertEquals(List.of(12, 1, 0, 500, frame.length - 501), lengths);
    }

    @Test
    void withTooLittleRoomAFrameIsLostAndTheNextIsNot() {
        rig.started(0);
        Frame frame = Frame.of(bytes(packet(false, 1000).frame()));
        PlainRequest small = rig.room(0, frame.length() + NetRig.HEADER - 1);
        PlainRequest tiny = rig.room(0, NetRig.HEADER - 1);
        PlainRequest fits = rig.room(0, frame.length() + NetRig.HEADER);
        rig.receive(frame);
        assertTrue(small.isCompleted());
        assertEquals(0, small.answer().length);
        rig.receive(frame);
        assertTrue(tiny.isCompleted());
        assertEquals(0, tiny.answer().length);
        rig.receive(frame);
        assertArrayEquals(bytes(frame), NetRig.frame(List.of(fits)));
        assertEquals(2, rig.port.statistics().overrun());
    }

    @Test
    void aFrameIsTriedAgainWhereBuffersRunOut() {
        rig.started(NetFeatures.MRG_RXBUF);
        Frame frame = Frame.of(bytes(packet(false, 3000).frame()));
        List<PlainRequest> few = rig.rooms(2, 1000);
        rig.receive(frame);
        assertTrue(few.stream().allMatch(each -> each.isCompleted() && each.answer().length == 0));
        assertEquals(0, rig.port.statistics().overrun());
        List<PlainRequest> enough = rig.rooms(5, 1000);
        assertArrayEquals(bytes(frame), NetRig.frame(enough.subList(0, 4)));
        assertFalse(enough.get(4).isCompleted());
        assertEquals(0, rig.port.statistics().overrun());
        // Not again and again: what is behind it waits.
        rig.receive(frame);
        rig.receive(Frame.of(bytes(packet(false, 1).frame())));
        List<PlainRequest> never = rig.rooms(1, 1000);
        assertEquals(0, never.get(0).answer().length);
        assertEquals(1, rig.port.statistics().overrun());
        assertArrayEquals(bytes(packet(false, 1).frame()), NetRig.frame(rig.rooms(1, 1000)));
    }

    /** As when the machine is to be paused, or the queue's turn is over, in the middle of a frame. */
    @Test
    void aFrameIsTriedAgainWhereTheQueueIsInterrupted() {
        rig.started(NetFeatures.MRG_RXBUF);
        Frame frame = Frame.of(bytes(packet(false, 3000).frame()));
        List<PlainRequest> rooms = rig.rooms(10, 1000);
        rig.budget(0, 2);
        rig.receive(frame);
        assertEquals(2, rooms.stream().filter(PlainRequest::isCompleted).count());
        rig.wake(0);
        rig.serve();
        assertArrayEquals(bytes(frame), NetRig.frame(rooms.subList(2, 6)));
        assertEquals(0, rig.port.statistics().overrun());
    }

    @Test
    void noFrameTakesMoreBuffersThanAnyDriverNeeds() {
        rig.started(NetFeatures.MRG_RXBUF);
        List<PlainRequest> rooms = rig.rooms(200, 12);
        rig.receive(Frame.of(bytes(packet(false, 5000).frame())));
        assertEquals(64, rooms.stream().filter(PlainRequest::isCompleted).count());
        assertTrue(rooms.stream().allMatch(each -> each.answer().length == 0));
        assertEquals(1, rig.port.statistics().overrun());
    }
}
