package io.hv.kvm.virtio.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.net.ether.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A card's shape, its configuration and what its driver asks of it; and plain frames both ways. */
class VirtioNetTest {

    private static final int MAC = 1;
    private static final int ANNOUNCE = 3;
    private static final int MQ = 4;
    private static final long ALL = NetFeatures.ALL | NetFeatures.MQ;
    private static final byte[] PLAIN = new byte[NetRig.HEADER];

    private NetRig rig = new NetRig(1);

    @AfterEach
    void close() {
        rig.close();
    }

    private void pairs(int pairs) {
        rig.close();
        rig = new NetRig(pairs);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        bytes[0] = (byte) 0xff;
        bytes[6] = 2;
        return bytes;
    }

    private int config(int offset, int size) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            value |= rig.card.readConfig(offset + i) << (8 * i);
        }
        return value;
    }

    @Test
    void itsShapeIsThatOfItsPairs() {
        assertEquals(1, rig.card.deviceId());
        assertEquals("net0", rig.card.name());
        assertEquals(List.of(256, 256, 64), rig.card.queueSizes());
        assertEquals(0, rig.card.features() & NetFeatures.MQ);
        assertEquals(12, rig.card.configSize());
        assertEquals(1, config(8, 2));
        pairs(3);
        assertEquals(7, rig.card.queueSizes().size());
        assertEquals(NetFeatures.MQ, rig.card.features() & NetFeatures.MQ);
        assertEquals(3, config(8, 2));
        assertEquals(NetRig.MTU, config(10, 2));
        assertEquals(0x5634_1200_5452L & 0xffff_ffffL, config(0, 4) & 0xffff_ffffL);
        assertEquals(0x5634, config(4, 2));
    }

    @Test
    void cardsThatCannotBeAreNone() {
        for (int pairs : new int[] {0, -1, VirtioNet.MOST_PAIRS + 1}) {
            assertThrows(IllegalArgumentException.class, () -> new VirtioNet("x", 0, pairs, 1500));
        }
        for (int mtu : new int[] {67, 65_536, -1}) {
            assertThrows(IllegalArgumentException.class, () -> new VirtioNet("x", 0, 1, mtu));
        }
        for (long address : new long[] {1L << 48, -1, 0x0100_0000_0000L}) {
            assertThrows(IllegalArgumentException.class, () -> new VirtioNet("x", address, 1, 1500));
            assertThrows(IllegalArgumentException.class, () -> new NetState(address, true, false, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new NetState(0, true, false, 0));
        assertThrows(IllegalArgumentException.class, () -> new NetState(0, true, false, 9));
        assertEquals(8, new VirtioNet("x", 0, 8, 65_535).save().pairs() + 7);
    }

    @Test
    void whatTheGuestSendsGoesToTheSwitch() {
        rig.started(0);
        for (int length : new int[] {14, 60, 1514, 9014}) {
            byte[] frame = bytes(length);
            assertTrue(rig.send(0, PLAIN, frame).isCompleted());
            Frame sent = rig.sent.remove(0);
            assertArrayEquals(frame, Arrays.copyOf(sent.bytes(), sent.length()));
            assertTrue(sent.isPlain());
        }
        assertTrue(rig.send(0, PLAIN, new byte[13]).isCompleted());
        assertTrue(rig.send(0, PLAIN, new byte[0]).isCompleted());
        assertEquals(List.of(), rig.sent);
        assertEquals(4, rig.port.statistics().sentFrames());
    }

    @Test
    void whatTheSwitchSendsGoesToTheGuest() {
        rig.started(0);
        PlainRequest room = rig.room(0, 1600);
        assertFalse(room.isCompleted());
        byte[] frame = bytes(1514);
        rig.receive(Frame.of(frame));
        assertTrue(room.isCompleted());
        assertEquals(NetRig.Header.PLAIN, NetRig.Header.of(room.answer()));
        assertArrayEquals(frame, NetRig.frame(List.of(room)));
    }

    @Test
    void framesWaitForRoom() {
        rig.started(0);
        for (int length = 60; length < 70; length++) {
            rig.receive(Frame.of(bytes(length)));
        }
        for (int length = 60; length < 70; length++) {
            assertArrayEquals(bytes(length), NetRig.frame(List.of(rig.room(0, 100))));
        }
        assertFalse(rig.room(0, 100).isCompleted());
    }

    @Test
    void whatWaitsIsBounded() {
        rig.started(0);
        for (int i = 0; i < 2000; i++) {
            rig.receive(Frame.of(bytes(1514)));
        }
        long lost = rig.port.statistics().overrun();
        assertTrue(lost > 1000 && lost < 1500, "lost " + lost);
        List<PlainRequest> rooms = rig.rooms(2000, 2000);
        assertEquals(
                2000 - lost, rooms.stream().filter(PlainRequest::isCompleted).count());
    }

    @Test
    void withoutADriverNothingIsReceived() {
        rig.receive(Frame.of(bytes(60)));
        assertEquals(1, rig.port.statistics().overrun());
        rig.started(0);
        rig.receive(Frame.of(bytes(61)));
        rig.reset();
        rig.receive(Frame.of(bytes(62)));
        assertEquals(2, rig.port.statistics().overrun());
        rig.started(0);
        assertFalse(rig.room(0, 100).isCompleted(), "what came for the last driver");
        rig.receive(Frame.of(bytes(63)));
        rig.card.close();
        rig.card.close();
        rig.receive(Frame.of(bytes(64)));
        assertTrue(rig.send(0, PLAIN, bytes(60)).isCompleted());
        assertEquals(List.of(), rig.sent);
        assertTrue(rig.lan.ports().contains(rig.port), "the port is closed by who has connected it");
    }

    @Test
    void theCableIsSeen() {
        rig.card.link(false);
        assertEquals(0, rig.configChanges, "nobody is there to be told");
        rig.started(ALL);
        assertEquals(0, config(6, 2));
        rig.card.link(true);
        assertEquals(1, config(6, 2));
        assertEquals(1, rig.configChanges);
        rig.card.link(false);
        rig.reset();
        assertEquals(0, config(6, 2), "a reset of the guest's puts no cable in");
    }

    @Test
    void theGuestIsAskedToTellWhereItIs() {
        rig.card.announce();
        assertEquals(1, config(6, 2), "nobody is there to be asked");
        rig.started(ALL);
        assertEquals(1, rig.control(2, ANNOUNCE, 0), "nobody has asked");
        rig.card.announce();
        assertEquals(1, rig.configChanges);
        assertEquals(3, config(6, 2));
        assertEquals(1, rig.control(2, ANNOUNCE, 1));
        assertEquals(3, config(6, 2));
        assertEquals(0, rig.control(2, ANNOUNCE, 0));
        assertEquals(1, config(6, 2));
        rig.card.announce();
        rig.reset();
        assertEquals(1, config(6, 2));
        rig.started(ALL & ~NetFeatures.GUEST_ANNOUNCE);
        rig.card.announce();
        assertEquals(1, config(6, 2));
        assertEquals(2, rig.configChanges);
    }

    @Test
    void theGuestChoosesItsAddress() {
        rig.started(ALL);
        assertEquals(0, rig.control(2, MAC, 1, 2, 3, 4, 5, 6, 7));
        assertEquals(0x0504_0302, config(0, 4));
        assertEquals(0x0203_0405_0607L, rig.card.save().address());
        assertEquals(1, rig.control(2, MAC, 1, 3, 3, 4, 5, 6, 7), "one of many");
        assertEquals(1, rig.control(2, MAC, 1, 2, 3, 4, 5, 6), "too short");
        assertEquals(1, rig.control(2, MAC, 1, 2, 3, 4, 5, 6, 7, 8), "too long");
        assertEquals(0, rig.control(2, MAC, 0, 0, 0, 0, 0, 0, 0, 0, 0), "which it wants to hear");
        assertEquals(0x0203_0405_0607L, rig.card.save().address());
        rig.reset();
        assertEquals(NetRig.ADDRESS, rig.card.save().address());
    }

    @Test
    void whatIsNotKnownIsRefused() {
        rig.started(ALL);
        for (int kind = 0; kind < 256; kind++) {
            for (int command = 0; command < 4; command++) {
                if (kind != MAC || command > 1) {
                    assertEquals(1, rig.control(2, kind, command, 2, 0, 0, 0, 0, 0), kind + "." + command);
                }
            }
        }
    }

    @Test
    void aFlowIsReceivedWhereItIsSent() {
        pairs(4);
        rig.started(ALL);
        assertEquals(1, rig.control(8, MQ, 0, 0, 0));
        assertEquals(1, rig.control(8, MQ, 0, 5, 0));
        assertEquals(1, rig.control(8, MQ, 1, 2, 0));
        assertEquals(1, rig.control(8, MQ, 0, 2));
        assertEquals(1, rig.card.save().pairs());
        assertEquals(0, rig.control(8, MQ, 0, 4, 0));
        assertEquals(4, rig.card.save().pairs());
        for (int pair = 0; pair < 4; pair++) {
            for (boolean six : new boolean[] {false, true}) {
                byte[] flow = flow(six, 10 + pair, 20, 1000, 80);
                assertTrue(rig.send(pair, PLAIN, flow).isCompleted());
                rig.receive(Frame.of(flow(six, 20, 10 + pair, 80, 1000)));
                for (int each = 3; each >= 0; each--) {
                    assertEquals(each == pair, rig.room(each, 100).isCompleted(), "pair " + pair + " on " + each);
                }
                drain();
            }
        }
    }

    /** Takes the room away that was not used. */
    private void drain() {
        long state = rig.card.save().pairs();
        rig.reset();
        rig.started(ALL);
        assertEquals(0, rig.control(8, MQ, 0, (int) state, 0));
    }

    /** A frame of a flow of TCP, with an address each, and a port. */
    private static byte[] flow(boolean six, int from, int to, int fromPort, int toPort) {
        byte[] frame = new byte[80];
        frame[0] = (byte) 0xff;
        frame[6] = 2;
        frame[12] = (byte) (six ? 0x86 : 8);
        frame[13] = (byte) (six ? 0xdd : 0);
        frame[14] = (byte) (six ? 0x60 : 0x46);
        int addresses = six ? 22 : 26;
        int size = six ? 16 : 4;
        frame[addresses + size - 1] = (byte) from;
        frame[addresses + 2 * size - 1] = (byte) to;
        int ports = six ? 54 : 38;
        frame[ports] = (byte) (fromPort >>> 8);
        frame[ports + 1] = (byte) fromPort;
        frame[ports + 2] = (byte) (toPort >>> 8);
        frame[ports + 3] = (byte) toPort;
        return frame;
    }

    @Test
    void flowsAreSpread() {
        pairs(2);
        rig.started(ALL);
        assertEquals(0, rig.control(4, MQ, 0, 2, 0));
        Steering steering = new Steering();
        for (int i = 0; i < 200; i++) {
            steering.sent(Frame.of(flow(false, 10, 20, 1000 + i, 80)), i % 2);
        }
        int right = 0;
        for (int i = 0; i < 200; i++) {
            right += steering.pair(Frame.of(flow(false, 20, 10, 80, 1000 + i)), 2) == i % 2 ? 1 : 0;
        }
        assertTrue(right > 120, "flows on their own pair: " + right);
        for (int length = 14; length < 80; length++) {
            assertTrue(steering.pair(Frame.of(Arrays.copyOf(flow(true, 1, 2, 3, 4), length)), 2) < 2);
            assertTrue(steering.pair(Frame.of(Arrays.copyOf(flow(false, 1, 2, 3, 4), length)), 2) < 2);
        }
    }

    @Test
    void onPairsThatAreNotUsedNothingComes() {
        pairs(2);
        rig.started(ALL);
        byte[] flow = flow(false, 1, 2, 3, 4);
        assertTrue(rig.send(1, PLAIN, flow).isCompleted());
        rig.receive(Frame.of(flow));
        PlainRequest second = rig.room(1, 100);
        assertFalse(second.isCompleted());
        assertTrue(rig.room(0, 100).isCompleted());
        assertEquals(0, rig.control(4, MQ, 0, 2, 0));
        rig.receive(Frame.of(flow));
        assertTrue(second.isCompleted());
        rig.receive(Frame.of(flow));
        assertEquals(0, rig.control(4, MQ, 0, 1, 0));
        assertFalse(rig.room(1, 100).isCompleted(), "it has waited on a pair that is not used any more");
        rig.receive(Frame.of(flow));
        assertTrue(rig.room(0, 100).isCompleted());
    }

    @Test
    void withoutSeveralPairsTheControlQueueIsTheThird() {
        pairs(3);
        rig.started(NetFeatures.ALL);
        assertEquals(0, rig.control(2, MAC, 1, 2, 3, 4, 5, 6, 7));
        assertEquals(1, rig.control(2, MQ, 0, 2, 0), "it has not accepted that");
        rig.reset();
        rig.started(ALL);
        assertEquals(0, rig.control(6, MAC, 1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void anotherCardGoesOnWithItsState() {
        pairs(2);
        rig.started(ALL);
        assertEquals(0, rig.control(4, MQ, 0, 2, 0));
        assertEquals(0, rig.control(4, MAC, 1, 2, 3, 4, 5, 6, 7));
        rig.card.link(false);
        rig.card.announce();
        NetState state = rig.card.save();
        assertEquals(new NetState(0x0203_0405_0607L, false, true, 2), state);
        VirtioNet next = new VirtioNet("next", 0, 2, 1500);
        next.restore(state);
        assertEquals(state, next.save());
        VirtioNet small = new VirtioNet("small", 0, 1, 1500);
        assertThrows(IllegalArgumentException.class, () -> small.restore(state));
        assertEquals(new NetState(0, true, false, 1), small.save());
        next.reset();
        assertEquals(new NetState(0, false, false, 1), next.save());
    }
}
