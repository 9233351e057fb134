package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.SwitchPort;
import io.hv.kvm.virtio.net.VirtioNet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A network card under a driver that sends what it must not, and through real rings. */
class NetRulesTest {

    private static final long CSUM = 1;
    private static final long HOST_TSO4 = 1L << 11;
    private static final long MRG_RXBUF = 1L << 15;
    private static final long CTRL_VQ = 1L << 17;
    private static final int QUEUES = 3;
    private static final int SEND = 1;
    private static final int CONTROL = 2;
    private static final int TCP4 = 1;
    private static final int TCP6 = 4;

    private final EthernetSwitch lan = new EthernetSwitch("test");
    private final VirtioNet card = new VirtioNet("net0", 0x5254_0000_0001L, 1, 1500);
    private final SwitchPort port = lan.connect("net0", card::receive);
    private final List<Integer> sent = new ArrayList<>();
    private DeviceRig rig = rig(CTRL_VQ);

    private DeviceRig rig(long features) {
        return new DeviceRig(card, GuestMemory.onHeap(1 << 20), false, features).begin(QUEUES);
    }

    NetRulesTest() {
        card.connect(port);
        SwitchPort unused = lan.connect("other", frame -> sent.add(frame.length()));
    }

    @AfterEach
    void close() {
        lan.close();
    }

    private static byte[] header(int flags, int kind, int size, int start, int offset) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) flags)
                .put((byte) kind)
                .putShort(4, (short) size)
                .putShort(6, (short) start)
                .putShort(8, (short) offset)
                .array();
    }

    private void breaks(Rule rule, int queue, List<byte[]> said, int... room) {
        assertFalse(rig.comesBack(queue, said, room));
        rig.broke(rule, QUEUES);
        sends(header(0, 0, 0, 0, 0), 60);
    }

    private void sends(byte[] header, int length) {
        sent.clear();
        byte[] frame = new byte[length];
        frame[0] = (byte) 0xff;
        assertTrue(rig.comesBack(SEND, List.of(header, frame)));
        assertEquals(List.of(length), sent);
        assertEquals(List.of(), rig.faults.all());
    }

    @Test
    @Breaks(Rule.NET_FRAME_TOO_LONG)
    void aFrameIsLongerThanAnyCanBe() {
        byte[] plain = header(0, 0, 0, 0, 0);
        breaks(Rule.NET_FRAME_TOO_LONG, SEND, List.of(plain, new byte[Frame.MOST], new byte[1]));
        breaks(Rule.NET_FRAME_TOO_LONG, SEND, List.of(plain, new byte[1 << 18]));
        sends(plain, Frame.MOST);
    }

    @Test
    @Breaks(Rule.NET_OFFLOAD)
    void workIsLeftToADeviceThatHasNotAcceptedIt() {
        breaks(Rule.NET_OFFLOAD, SEND, List.of(header(1, 0, 0, 34, 16), new byte[100]));
        breaks(Rule.NET_OFFLOAD, SEND, List.of(header(1, TCP4, 50, 34, 16), new byte[100]));
        rig = rig(CSUM | HOST_TSO4);
        sends(header(1, 0, 0, 34, 16), 100);
        sends(header(1, TCP4, 50, 34, 16), 100);
        breaks(Rule.NET_OFFLOAD, SEND, List.of(header(1, TCP6, 50, 54, 16), new byte[100]));
    }

    @Test
    @Breaks(Rule.NET_CHECKSUM)
    void aChecksumLiesOutsideItsFrame() {
        rig = rig(CSUM);
        sends(header(1, 0, 0, 98, 0), 100);
        sends(header(1, 0, 0, 0, 98), 100);
        breaks(Rule.NET_CHECKSUM, SEND, List.of(header(1, 0, 0, 99, 0), new byte[100]));
        breaks(Rule.NET_CHECKSUM, SEND, List.of(header(1, 0, 0, 50, 49), new byte[100]));
        breaks(Rule.NET_CHECKSUM, SEND, List.of(header(1, 0, 0, 0xffff, 0xffff), new byte[100]));
        breaks(Rule.NET_CHECKSUM, SEND, List.of(header(1, 0, 0, 0, 0), new byte[1]));
    }

    @Test
    @Breaks(Rule.NET_SEGMENTS)
    void aFrameIsToBeSplitAsNoneCanBe() {
        rig = rig(CSUM | HOST_TSO4);
        breaks(Rule.NET_SEGMENTS, SEND, List.of(header(1, 3, 50, 34, 6), new byte[100]));
        breaks(Rule.NET_SEGMENTS, SEND, List.of(header(1, 0x7f, 50, 34, 6), new byte[100]));
        breaks(Rule.NET_SEGMENTS, SEND, List.of(header(1, TCP4, 0, 34, 16), new byte[100]));
        breaks(Rule.NET_SEGMENTS, SEND, List.of(header(0, TCP4, 50, 34, 16), new byte[100]));
    }

    @Test
    @Breaks({Rule.REQUEST_TOO_SHORT, Rule.ANSWER_TOO_SHORT})
    void aRequestIsTooShort() {
        breaks(Rule.REQUEST_TOO_SHORT, SEND, List.of(new byte[11]));
        breaks(Rule.REQUEST_TOO_SHORT, SEND, List.of(), 100);
        breaks(Rule.REQUEST_TOO_SHORT, CONTROL, List.of(new byte[1]), 1);
        breaks(Rule.ANSWER_TOO_SHORT, CONTROL, List.of(new byte[] {3, 0}));
        assertArrayEquals(new byte[] {1}, rig.ask(CONTROL, List.of(new byte[] {3, 0}), 1));
    }

    /** From the switch into several buffers of a guest's memory, in both kinds of ring. */
    @Test
    void aFrameIsSpreadOverBuffers() {
        for (boolean packed : new boolean[] {false, true}) {
            DeviceRig other = new DeviceRig(card, GuestMemory.onHeap(1 << 20), packed, MRG_RXBUF).begin(QUEUES);
            byte[] frame = new byte[60];
            Arrays.fill(frame, (byte) 0x42);
            assertFalse(other.comesBack(0, List.of(), 40, 60));
            card.receive(Frame.of(frame));
            assertTrue(other.isBack(0));
            assertArrayEquals(frame, Arrays.copyOfRange(other.room(100), 12, 72));
            assertEquals(List.of(), other.faults.all());
        }
    }
}
