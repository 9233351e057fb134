package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.Vsock;
import io.hv.kvm.VsockListener;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.vsock.HostSide;
import io.hv.kvm.virtio.vsock.VirtioSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A socket device's queues under a driver that says what it must not. */
class SocketRulesTest {

    private static final int QUEUES = 3;
    private static final int RX = 0;
    private static final int TX = 1;
    private static final int EVENT = 2;
    private static final int REQUEST = 1;
    private static final int RW = 5;
    private static final int PORT = 1;
    private static final int GUEST = 9;

    private final VirtioSocket device = new VirtioSocket("vsock0", 3);
    private final HostSide host = new HostSide(device, "rules");
    private final DeviceRig rig = new DeviceRig(device, GuestMemory.onHeap(1 << 20), false, 1).begin(QUEUES);

    @BeforeEach
    void listen() throws IOException {
        VsockListener unused = host.listen(PORT);
    }

    private void connect() {
        assertTrue(rig.comesBack(TX, List.of(SocketHost.packet(REQUEST, PORT, GUEST, 0))));
        assertEquals(2, rig.ask(RX, List.of(), 44)[30], "a RESPONSE");
    }

    /** It breaks the rule, and can connect again after a reset. */
    private void breaks(Rule rule, int queue, List<byte[]> said, int... room) {
        boolean unused = rig.comesBack(queue, said, room);
        rig.broke(rule, QUEUES);
        connect();
        assertEquals(List.of(), rig.faults.all());
    }

    @Test
    @Breaks(Rule.VSOCK_NO_CREDIT)
    void dataThatThereIsNoSpaceFor() {
        connect();
        breaks(Rule.VSOCK_NO_CREDIT, TX, List.of(SocketHost.packet(RW, PORT, GUEST, Vsock.BUFFER + 1)));
        breaks(Rule.VSOCK_NO_CREDIT, TX, List.of(SocketHost.packet(RW, PORT, GUEST, -1)));
        byte[] all = new byte[Vsock.BUFFER];
        assertTrue(rig.comesBack(TX, List.of(SocketHost.packet(RW, PORT, GUEST, all.length), all)));
        breaks(Rule.VSOCK_NO_CREDIT, TX, List.of(SocketHost.packet(RW, PORT, GUEST, 1), new byte[1]));
    }

    @Test
    @Breaks(Rule.VSOCK_COUNT)
    void moreIsReadThanWasSent() {
        connect();
        byte[] packet = SocketHost.packet(6, PORT, GUEST, 0);
        ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 1);
        breaks(Rule.VSOCK_COUNT, TX, List.of(packet));
    }

    @Test
    @Breaks(Rule.REQUEST_TOO_SHORT)
    void packetsThatAreTooShort() {
        connect();
        breaks(Rule.REQUEST_TOO_SHORT, TX, List.of(new byte[43]));
        breaks(Rule.REQUEST_TOO_SHORT, TX, List.of(SocketHost.packet(RW, PORT, GUEST, 2), new byte[1]));
    }

    @Test
    @Breaks(Rule.ANSWER_TOO_SHORT)
    void roomThatIsTooSmall() {
        assertTrue(rig.comesBack(TX, List.of(SocketHost.packet(REQUEST, PORT, GUEST, 0))));
        breaks(Rule.ANSWER_TOO_SHORT, RX, List.of(), 43);
        device.transportReset();
        breaks(Rule.ANSWER_TOO_SHORT, EVENT, List.of(), 3);
    }
}
