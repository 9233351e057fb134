package io.hv.kvm.virtio.vsock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.Vsock;
import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The device's protocol, packet by packet. */
@Timeout(120)
class VirtioSocketTest {

    private static final int PORT = 1024;
    private static final int GUEST = 5000;
    private static final Duration AT_ONCE = Duration.ZERO;

    private final VsockRig rig = new VsockRig().started();

    private VsockConnection connected(VsockListener listener, int guestPort) throws IOException {
        PlainRequest unused = rig.send(PacketHeader.REQUEST, PORT, guestPort);
        assertEquals(List.of("RESPONSE"), rig.told());
        return listener.accept(AT_ONCE);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String read(VsockConnection from, int most) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(most);
        int count = from.read(into);
        return count < 0 ? "end" : new String(into.array(), 0, count, StandardCharsets.ISO_8859_1);
    }

    @Test
    void itsShapeIsThatOfASocketDevice() {
        assertEquals(19, rig.device.deviceId());
        assertEquals(3, rig.device.queueSizes().size());
        VirtioSocket large = new VirtioSocket("vsock0", 0xffff_fffeL);
        long cid = 0;
        for (int i = large.configSize() - 1; i >= 0; i--) {
            cid = cid << 8 | large.readConfig(i);
        }
        assertEquals(0xffff_fffeL, cid);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 2, 0xffff_ffffL, 0x1_0000_0003L})
    void reservedContextIdsAreRefused(long cid) {
        assertThrows(IllegalArgumentException.class, () -> new VirtioSocket("vsock0", cid));
        assertThrows(IllegalArgumentException.class, () -> new SocketState(cid, false, List.of()));
    }

    @Test
    void aGuestConnectsAndBothTalk() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        assertEquals(PORT, listener.port());
        try (VsockConnection connection = connected(listener, GUEST)) {
            assertEquals(GUEST, connection.guestPort());
            assertEquals(PORT, connection.hostPort());
            rig.write(PORT, GUEST, "hello", 0);
            assertEquals("hel", read(connection, 3));
            assertEquals("lo", read(connection, 3));
            assertEquals(6, connection.write(bytes("answer")));
            VsockRig.Seen seen = Objects.requireNonNull(rig.packet());
            assertEquals("RW answer", seen.brief());
            assertEquals(
                    new PacketHeader(2, VsockRig.CID, PORT, GUEST, 6, 1, PacketHeader.RW, 0, Vsock.BUFFER, 5),
                    seen.header());
        }
    }

    @Test
    void whatNobodyListensForIsRefused() throws IOException {
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        VsockRig.Seen seen = Objects.requireNonNull(rig.packet());
        assertEquals(new PacketHeader(2, VsockRig.CID, PORT, GUEST, 0, 1, PacketHeader.RST, 0, 0, 0), seen.header());
        rig.send(PacketHeader.RW, PORT, GUEST);
        rig.send(PacketHeader.CREDIT_REQUEST, PORT, GUEST);
        assertEquals(List.of("RST", "RST"), rig.told());
        rig.send(PacketHeader.RST, PORT, GUEST);
        assertEquals(List.of(), rig.told(), "an RST is not answered");
        rig.host.listen(PORT).close();
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        assertEquals(List.of("RST"), rig.told());
    }

    @Test
    void otherContextIdsAndTypes() throws IOException {
        try (VsockListener listener = rig.host.listen(PORT)) {
            rig.send(new PacketHeader(4, 2, GUEST, PORT, 0, 1, PacketHeader.REQUEST, 0, 9, 0), "");
            rig.send(new PacketHeader(1L << 32 | 3, 2, GUEST, PORT, 0, 1, PacketHeader.REQUEST, 0, 9, 0), "");
            assertEquals(List.of(), rig.told(), "from somebody else: dropped");
            rig.send(new PacketHeader(3, 7, GUEST, PORT, 0, 1, PacketHeader.REQUEST, 0, 9, 0), "");
            assertEquals(7, rig.packets().get(0).header().fromCid());
            rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 2, PacketHeader.REQUEST, 0, 9, 0), "");
            VsockRig.Seen seen = Objects.requireNonNull(rig.packet());
            assertEquals("RST", seen.brief());
            assertEquals(2, seen.header().type());
            assertThrows(SocketTimeoutException.class, () -> listener.accept(AT_ONCE));
        }
    }

    @Test
    void whatTheGuestHasNoSpaceForWaits() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.REQUEST, 0, 4, 0), "");
        try (VsockConnection connection = listener.accept(AT_ONCE)) {
            connection.write(bytes("abcdefgh"));
            assertEquals(List.of("RESPONSE", "RW abcd", "CREDIT_REQUEST"), rig.told());
            rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.CREDIT_UPDATE, 0, 4, 0), "");
            assertEquals(List.of("CREDIT_REQUEST"), rig.told());
            rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.CREDIT_UPDATE, 0, 4, 3), "");
            assertEquals(List.of("RW efg", "CREDIT_REQUEST"), rig.told());
            rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.CREDIT_UPDATE, 0, 1, 3), "");
            assertEquals(List.of("CREDIT_REQUEST"), rig.told(), "less space than is under way");
            rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.CREDIT_UPDATE, 0, -1, 7), "");
            assertEquals(List.of("RW h"), rig.told());
        }
    }

    @Test
    void dataIsCutByTheRoomThatThereIs() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        try (VsockConnection connection = connected(listener, GUEST)) {
            connection.write(bytes("abcdef"));
            StringBuilder seen = new StringBuilder();
            for (int room : new int[] {45, 46, 100}) {
                seen.append(VsockRig.Seen.of(rig.room(VsockRig.RX, room).answer())
                                .brief())
                        .append('|');
            }
            assertEquals("RW a|RW bc|RW def|", seen.toString());
        }
    }

    @Test
    void theGuestIsToldOfSpace() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        try (VsockConnection connection = connected(listener, GUEST)) {
            String half = "x".repeat(Vsock.BUFFER / 2);
            rig.write(PORT, GUEST, half, 0);
            rig.write(PORT, GUEST, half, 0);
            assertEquals(List.of(), rig.told());
            assertEquals(half.length() - 1, read(connection, half.length() - 1).length());
            assertEquals(List.of(), rig.told());
            assertEquals("x", read(connection, 1));
            VsockRig.Seen seen = Objects.requireNonNull(rig.packet());
            assertEquals("CREDIT_UPDATE", seen.brief());
            assertEquals(half.length(), seen.header().taken());
            rig.send(PacketHeader.CREDIT_REQUEST, PORT, GUEST);
            assertEquals(List.of("CREDIT_UPDATE"), rig.told());
        }
    }

    @Test
    void moreThanThereIsSpaceForBreaksARule() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        try (VsockConnection connection = connected(listener, GUEST)) {
            rig.write(PORT, GUEST, "x".repeat(Vsock.BUFFER), 0);
            assertEquals(Rule.VSOCK_NO_CREDIT, broken(() -> rig.write(PORT, GUEST, "x", 0)));
            PacketHeader huge = new PacketHeader(3, 2, GUEST, PORT, -1, 1, PacketHeader.RW, 0, 9, 0);
            assertEquals(Rule.VSOCK_NO_CREDIT, broken(() -> rig.send(huge, "")));
            assertTrue(connection.isOpen());
        }
    }

    @Test
    void moreReadThanSentBreaksARule() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        try (VsockConnection connection = connected(listener, GUEST)) {
            connection.write(bytes("abc"));
            assertEquals(List.of("RW abc"), rig.told());
            rig.write(PORT, GUEST, "x", 3);
            assertEquals(Rule.VSOCK_COUNT, broken(() -> rig.write(PORT, GUEST, "x", 4)));
            assertEquals(Rule.VSOCK_COUNT, broken(() -> rig.write(PORT, GUEST, "x", Integer.MIN_VALUE)));
        }
    }

    private static Rule broken(Executable crime) {
        return assertThrows(BrokenRule.class, crime).rule();
    }

    @Test
    void packetsAndRoomThatAreTooSmall() {
        for (int length : new int[] {0, 43}) {
            byte[] cut = new byte[length];
            assertThrows(BufferUnderflowException.class, () -> rig.put(VsockRig.TX, new PlainRequest(cut, 0)));
        }
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        assertThrows(BufferOverflowException.class, () -> rig.room(VsockRig.RX, 43));
    }

    @Test
    void roomForAHeaderAloneIsNoneForData() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        try (VsockConnection connection = connected(listener, GUEST)) {
            connection.write(bytes("abc"));
            assertEquals(Rule.ANSWER_TOO_SHORT, broken(() -> rig.room(VsockRig.RX, PacketHeader.SIZE)));
        }
    }

    /** It answers no more than it has room to remember; and goes on when it was heard. */
    @Test
    void aGuestThatDoesNotListenIsNotListenedTo() {
        List<PlainRequest> sent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sent.add(rig.send(PacketHeader.REQUEST, PORT, i));
        }
        assertEquals(
                SocketTable.MANY_REFUSALS,
                sent.stream().filter(PlainRequest::isCompleted).count());
        assertEquals(SocketTable.MANY_REFUSALS, rig.device.save().refusals().size());
        assertEquals(300, rig.told().size());
        assertTrue(sent.stream().allMatch(PlainRequest::isCompleted));
    }

    @Test
    void thereAreSoManyConnectionsAndNoMore() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        List<VsockConnection> all = new ArrayList<>();
        for (int i = 0; i < Vsock.MOST_CONNECTIONS; i++) {
            all.add(connected(listener, i));
        }
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        assertEquals(List.of("RST"), rig.told());
        assertThrows(IOException.class, () -> rig.host.connect(1, AT_ONCE));
        all.get(7).close();
        assertEquals(List.of("SHUTDOWN 3"), rig.told());
        // The guest does not answer it, so it is cut off when its place is wanted.
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        assertEquals(List.of("RST", "RESPONSE"), rig.told());
    }

    @Test
    void soManyWaitToBeAccepted() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        assertThrows(BindException.class, () -> rig.host.listen(PORT));
        for (int i = 0; i <= VsockListener.BACKLOG; i++) {
            rig.send(PacketHeader.REQUEST, PORT, i);
        }
        List<String> told = rig.told();
        assertEquals("RST", told.get(0));
        assertEquals(VsockListener.BACKLOG + 1, told.size());
        rig.send(PacketHeader.RST, PORT, 0);
        assertEquals(1, listener.accept(AT_ONCE).guestPort(), "one that was reset is not accepted");
        listener.close();
        assertEquals(
                VsockListener.BACKLOG - 2,
                rig.told().stream().filter("RST"::equals).count());
    }

    @Test
    void theGuestShutsDownAndIsAnswered() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        VsockConnection connection = connected(listener, GUEST);
        rig.write(PORT, GUEST, "last", 0);
        rig.send(shutdown(PacketHeader.NO_SEND), "");
        assertEquals("last", read(connection, 9));
        assertEquals("end", read(connection, 9));
        connection.write(bytes("more"));
        assertEquals(List.of("RW more"), rig.told());
        rig.send(shutdown(PacketHeader.NO_RECEIVE), "");
        assertEquals(List.of("RST"), rig.told());
        assertEquals("end", read(connection, 9));
        assertThrows(SocketException.class, () -> connection.write(bytes("x")));
        assertFalse(rig.device.save().interrupted(), "there is no connection any more");
    }

    private static PacketHeader shutdown(int flags) {
        return new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.SHUTDOWN, flags, VsockRig.SPACE, 0);
    }

    @Test
    void theHostShutsDownWhenAllIsWritten() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        rig.send(new PacketHeader(3, 2, GUEST, PORT, 0, 1, PacketHeader.REQUEST, 0, 2, 0), "");
        VsockConnection connection = listener.accept(AT_ONCE);
        connection.write(bytes("abcd"));
        connection.shutdownOutput();
        assertThrows(ClosedChannelException.class, () -> connection.write(bytes("x")));
        assertEquals(List.of("RESPONSE", "RW ab", "CREDIT_REQUEST"), rig.told());
        rig.write(PORT, GUEST, "in", 2);
        assertEquals(List.of("RW cd", "SHUTDOWN 2"), rig.told());
        assertEquals("in", read(connection, 9));
        connection.close();
        assertEquals(List.of("SHUTDOWN 3"), rig.told());
        rig.write(PORT, GUEST, "not read any more", 4);
        rig.send(PacketHeader.RST, PORT, GUEST);
        assertEquals(List.of(), rig.told());
        assertThrows(ClosedChannelException.class, () -> read(connection, 9));
        assertFalse(rig.device.save().interrupted(), "there is no connection any more");
    }

    @Test
    void whatWasWrittenBeforeAResetIsReadBeforeIt() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        VsockConnection connection = connected(listener, GUEST);
        rig.write(PORT, GUEST, "last", 0);
        rig.send(PacketHeader.RST, PORT, GUEST);
        assertEquals("last", read(connection, 9));
        assertThrows(SocketException.class, () -> read(connection, 9));
        assertThrows(SocketException.class, () -> connection.write(bytes("x")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, PacketHeader.REQUEST, PacketHeader.RESPONSE, 8, 0xffff})
    void whatDoesNotBelongIntoAConnectionResetsIt(int op) throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        VsockConnection connection = connected(listener, GUEST);
        rig.send(op, PORT, GUEST);
        assertEquals(List.of("RST"), rig.told());
        assertThrows(SocketException.class, () -> read(connection, 9));
    }

    @Test
    void dataAfterTheEndResets() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        VsockConnection connection = connected(listener, GUEST);
        rig.send(shutdown(PacketHeader.NO_SEND), "");
        rig.write(PORT, GUEST, "more", 0);
        assertEquals(List.of("RST"), rig.told());
        assertThrows(SocketException.class, () -> read(connection, 9));
    }
}
