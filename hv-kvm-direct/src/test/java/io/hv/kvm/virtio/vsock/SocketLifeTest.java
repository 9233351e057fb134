package io.hv.kvm.virtio.vsock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.snapshot.StateCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of connections when a device is reset, when it ends, and when its guest goes on elsewhere. */
class SocketLifeTest {

    private static final int PORT = 1024;
    private static final int GUEST = 5000;
    private static final Duration AT_ONCE = Duration.ZERO;

    private final VsockRig rig = new VsockRig();

    private VsockConnection connected(VsockListener listener) throws IOException {
        rig.started().send(PacketHeader.REQUEST, PORT, GUEST);
        assertEquals(List.of("RESPONSE"), rig.told());
        return listener.accept(AT_ONCE);
    }

    @Test
    void aResetEndsConnectionsAndKeepsListeners() throws IOException {
        SocketState fresh = rig.device.save();
        VsockListener listener = rig.host.listen(PORT);
        VsockConnection connection = connected(listener);
        rig.device.reset();
        assertEquals(fresh, rig.device.save());
        assertThrows(SocketException.class, () -> VirtioSocketTest.read(connection, 9));
        assertThrows(ConnectException.class, () -> rig.host.connect(1, AT_ONCE), "no driver");
        assertTrue(connected(listener).isOpen());
    }

    @Test
    void theEndEndsAll() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        VsockConnection connection = connected(listener);
        rig.device.close();
        rig.host.close();
        assertThrows(SocketException.class, () -> VirtioSocketTest.read(connection, 9));
        assertThrows(ClosedChannelException.class, listener::accept);
        assertThrows(SocketException.class, () -> rig.host.connect(1, AT_ONCE));
        assertThrows(SocketException.class, () -> rig.host.listen(1));
        connection.close();
        listener.close();
    }

    @Test
    void aGuestThatGoesOnElsewhereIsToldThatItsConnectionsAreOver() throws IOException {
        VsockConnection original = connected(rig.host.listen(PORT));
        SocketState state = rig.device.save();
        assertEquals(new SocketState(VsockRig.CID, true, List.of()), state);
        assertTrue(original.isOpen());

        VsockRig clone = new VsockRig().started();
        clone.device.restore(StateCodec.decode(StateCodec.encode(state), SocketState.class));
        assertEquals(state, clone.device.save());
        clone.send(PacketHeader.RW, PORT, GUEST);
        assertEquals(List.of(), clone.told(), "nothing before the guest has heard of it");
        PlainRequest event = clone.room(VsockRig.EVENT, 4);
        assertArrayEquals(new byte[4], event.answer());
        assertTrue(clone.device.save().interrupted(), "it may not have heard of it yet");
        assertEquals(List.of(), clone.told());
        assertFalse(clone.room(VsockRig.EVENT, 4).isCompleted(), "it is told once");
        assertFalse(clone.device.save().interrupted());
        assertEquals(List.of("RST"), clone.told());
        // The original has all it had.
        rig.write(PORT, GUEST, "still", 0);
        assertEquals("still", VirtioSocketTest.read(original, 9));
    }

    @Test
    void nobodyConnectsBeforeTheGuestHasHeardOfAll() throws Exception {
        rig.started();
        PlainRequest first = rig.room(VsockRig.EVENT, 4);
        PlainRequest second = rig.room(VsockRig.EVENT, 4);
        rig.device.transportReset();
        rig.serve();
        assertTrue(first.isCompleted() && second.isCompleted(), "it has no room that it could give again unheard");
        CompletableFuture<VsockConnection> connecting = CompletableFuture.supplyAsync(() -> connect(GUEST));
        rig.awaitWake();
        assertEquals(List.of(), rig.told());
        assertFalse(rig.room(VsockRig.EVENT, 4).isCompleted());
        VsockRig.Seen request = rig.awaitPacket();
        assertEquals(PacketHeader.REQUEST, request.header().op());
        rig.send(PacketHeader.RESPONSE, request.header().fromPort(), GUEST);
        connecting.get(1, TimeUnit.MINUTES).close();
    }

    private VsockConnection connect(int port) {
        try {
            return rig.host.connect(port, Duration.ofMinutes(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDriverWithoutEventsIsNotWaitedFor() {
        rig.hasEvents = false;
        rig.started().device.transportReset();
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        assertEquals(List.of("RST"), rig.told());
    }

    @Test
    void aMachineThatIsPutBackLosesItsConnections() throws IOException {
        VsockListener listener = rig.host.listen(PORT);
        rig.started();
        SocketState before = rig.device.save();
        VsockConnection connection = connected(listener);
        rig.device.restore(before);
        assertEquals(before, rig.device.save());
        assertThrows(SocketException.class, () -> VirtioSocketTest.read(connection, 9));
    }

    @Test
    void anotherContextIdIsToldToo() {
        SocketState state = rig.started().device.save();
        assertFalse(state.interrupted());
        VsockRig other = new VsockRig(77).started();
        other.device.restore(state);
        assertTrue(other.room(VsockRig.EVENT, 4).isCompleted());
        assertEquals(77, other.device.save().cid());
    }

    @Test
    void refusalsThatNobodyHasHeardAreKept() {
        rig.started().send(PacketHeader.REQUEST, PORT, GUEST);
        rig.send(PacketHeader.REQUEST, PORT, GUEST + 1);
        SocketState state = rig.device.save();
        assertEquals(2, state.refusals().size());
        VsockRig copy = new VsockRig().started();
        copy.device.restore(StateCodec.decode(StateCodec.encode(state), SocketState.class));
        assertEquals(state, copy.device.save());
        assertEquals(List.of("RST", "RST"), copy.told());
    }

    @Test
    void whatComesBeforeTheGuestHasHeardIsRefusedAfterwards() {
        rig.started().device.transportReset();
        rig.send(PacketHeader.REQUEST, PORT, GUEST);
        SocketState state = rig.device.save();
        assertEquals(new SocketState(VsockRig.CID, true, List.of(new Refusal(2, PORT, GUEST, 1))), state);
        VsockRig copy = new VsockRig().started();
        copy.device.restore(state);
        assertEquals(List.of(), copy.told());
        assertTrue(copy.room(VsockRig.EVENT, 4).isCompleted());
        assertEquals(List.of(), copy.told());
        assertFalse(copy.room(VsockRig.EVENT, 4).isCompleted());
        assertEquals(List.of("RST"), copy.told());
    }

    @Test
    void impossibleStatesAreRefused() {
        Refusal refusal = new Refusal(2, 1, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> new Refusal(2, 1, 1, 0x1_0000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SocketState(3, false, Collections.nCopies(SocketTable.MOST_REFUSALS + 1, refusal)));
    }
}
