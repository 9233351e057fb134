package io.hv.kvm.virtio.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.snapshot.StateCodec;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtioConsoleTest {

    private static final int DEVICE_READY = 0;
    private static final int PORT_READY = 3;
    private static final int PORT_OPEN = 6;

    private final ConsoleRig rig = new ConsoleRig();

    @Test
    void itsShapeIsThatOfItsPorts() {
        assertEquals(3, rig.console.deviceId());
        assertEquals(2 * ConsoleRig.PORTS + 2, rig.console.queueSizes().size());
        assertEquals(ConsoleRig.PORTS, rig.console.readConfig(4));
        assertThrows(IllegalArgumentException.class, () -> new VirtioConsole("none", List.of()));
    }

    @Test
    void aDriverThatIsReadyIsToldOfThePortsThatThereAre() {
        rig.started();
        assertEquals(List.of(), rig.messages());
        rig.control(0, DEVICE_READY, 1);
        assertEquals(List.of("0 1 1", "1 1 1", "3 1 1"), rig.messages());
        rig.control(0, PORT_READY, 1);
        assertEquals(List.of("0 4 1", "0 6 1"), rig.messages());
        rig.control(1, PORT_READY, 1);
        assertEquals(List.of("1 7 1 agent", "1 6 1"), rig.messages());
        rig.control(ConsoleRig.FREE, PORT_READY, 1);
        assertEquals(List.of(), rig.messages());
    }

    @Test
    void aDriverThatFailsIsToldNothing() {
        rig.started();
        rig.control(0, DEVICE_READY, 0);
        rig.control(1, PORT_READY, 0);
        assertEquals(List.of(), rig.messages());
    }

    @Test
    void inputWaitsUntilAPortIsOpen() {
        rig.started();
        PlainRequest room = rig.room(1, 10);
        rig.type(1, "hello");
        assertFalse(room.isCompleted());
        assertEquals(5, rig.waiting(1));
        rig.control(1, PORT_OPEN, 1);
        assertTrue(room.isCompleted());
        assertArrayEquals("hello".getBytes(StandardCharsets.US_ASCII), room.answer());
        rig.control(1, PORT_OPEN, 0);
        PlainRequest more = rig.room(1, 10);
        rig.type(1, "x");
        assertFalse(more.isCompleted());
    }

    @Test
    void inputThatFindsNoRoomIsNotLost() {
        rig.started().control(1, PORT_OPEN, 1);
        rig.type(1, "abcdef");
        PlainRequest empty = rig.room(1, 0);
        assertTrue(empty.isCompleted());
        assertEquals(0, empty.answer().length);
        StringBuilder read = new StringBuilder();
        for (int room : new int[] {1, 2, 10}) {
            read.append(new String(rig.room(1, room).answer(), StandardCharsets.US_ASCII));
            read.append('|');
        }
        assertEquals("a|bc|def|", read.toString());
    }

    @Test
    void portsDoNotMix() {
        rig.started();
        for (int port : new int[] {0, 1, 3}) {
            rig.control(port, PORT_OPEN, 1);
            rig.type(port, "to" + port);
            rig.print(port, "from" + port);
        }
        for (int port : new int[] {0, 1, 3}) {
            assertEquals("to" + port, new String(rig.room(port, 100).answer(), StandardCharsets.US_ASCII));
            assertEquals("from" + port, rig.printed(port));
        }
        PlainRequest nowhere = rig.print(ConsoleRig.FREE, "lost");
        assertTrue(nowhere.isCompleted());
    }

    @Test
    void aDriverOfOnePortNeedsNoControl() {
        rig.startedWithoutPorts().type(0, "in");
        assertEquals("in", new String(rig.room(0, 9).answer(), StandardCharsets.US_ASCII));
        rig.print(0, "x".repeat(10_000));
        assertEquals("x".repeat(10_000), rig.printed(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {ConsoleRig.PORTS, 31, 0xffff, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aPortThatIsNotThereBreaksARule(int port) {
        rig.started();
        for (int event : new int[] {PORT_READY, PORT_OPEN, 0xffff}) {
            assertEquals(
                    Rule.CONSOLE_NO_PORT,
                    assertThrows(BrokenRule.class, () -> rig.control(port, event, 1))
                            .rule());
        }
    }

    @Test
    void messagesThatAreTooShortAreTheDriversFault() {
        rig.started();
        for (int length = 0; length < 8; length++) {
            byte[] bytes = new byte[length];
            assertThrows(BufferUnderflowException.class, () -> rig.controlBytes(bytes));
        }
    }

    @Test
    void roomThatIsTooSmallIsTheDriversFault() {
        rig.started().control(1, PORT_READY, 1);
        assertThrows(BufferOverflowException.class, () -> rig.controlRoom(10));
    }

    /** Whatever it says, what is kept for it does not grow beyond a few messages for each port. */
    @Test
    void aTalkativeDriverDoesNotMakeItGrow() {
        rig.started();
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            rig.control(random.nextInt(ConsoleRig.PORTS), random.nextInt(9), random.nextInt(3));
        }
        int pending = rig.console.save().pending().size();
        assertTrue(pending > 0 && pending <= 4 * ConsoleRig.PORTS, "pending: " + pending);
    }

    @Test
    void aCopyGoesOnWhereItWas() {
        rig.started().control(0, DEVICE_READY, 1);
        rig.control(1, PORT_OPEN, 1);
        rig.room(1, 1);
        rig.type(1, "abc");
        assertEquals("1 1 1", rig.messages().get(1));
        rig.control(3, PORT_READY, 1);
        ConsoleState state = rig.console.save();
        assertEquals('b', state.ports().get(1).held());
        ConsoleState decoded = StateCodec.decode(StateCodec.encode(state), ConsoleState.class);

        ConsoleRig copy = new ConsoleRig().started();
        copy.console.restore(decoded);
        assertEquals(state, copy.console.save());
        copy.type(1, "yz");
        assertEquals("byz", new String(copy.room(1, 9).answer(), StandardCharsets.US_ASCII));
        assertEquals(List.of("3 7 1 log", "3 6 1"), copy.messages());
    }

    @Test
    void outputThatFindsNoRoomWaitsInTheGuest() {
        rig.started().control(3, PORT_OPEN, 1);
        rig.hasRoom = false;
        PlainRequest first = rig.print(3, "one");
        PlainRequest second = rig.print(3, "two");
        PlainRequest other = rig.print(1, "other");
        assertFalse(first.isCompleted() || second.isCompleted());
        assertTrue(other.isCompleted());
        assertEquals("", rig.printed(3));
        rig.roomAgain();
        assertTrue(first.isCompleted() && second.isCompleted());
        assertEquals("onetwo", rig.printed(3));
    }

    @Test
    void itTellsWhenAPortIsOpenedAndClosed() {
        rig.started();
        assertEquals(List.of(), rig.openings);
        rig.control(3, PORT_OPEN, 1);
        rig.control(3, PORT_OPEN, 1);
        rig.control(1, PORT_OPEN, 1);
        assertEquals(List.of(true), rig.openings);
        ConsoleState open = rig.console.save();
        rig.control(3, PORT_OPEN, 0);
        rig.control(3, PORT_OPEN, 1);
        rig.console.reset();
        assertEquals(List.of(true, false, true, false), rig.openings);
        ConsoleRig copy = new ConsoleRig().started();
        copy.console.restore(open);
        assertEquals(List.of(true), copy.openings);
    }

    @Test
    void impossibleStatesAreRefused() {
        PortState shut = new PortState(false, PortState.NOTHING);
        assertThrows(IllegalArgumentException.class, () -> new PortState(true, 256));
        assertThrows(IllegalArgumentException.class, () -> new ControlMessage(31, 1, 1));
        List<PortState> all = List.of(shut, shut, shut, shut);
        for (ConsoleState wrong : List.of(
                new ConsoleState(List.of(shut), List.of()),
                new ConsoleState(all, List.of(new ControlMessage(ConsoleRig.PORTS, 1, 1))))) {
            ConsoleState before = rig.console.save();
            assertThrows(IllegalArgumentException.class, () -> rig.console.restore(wrong));
            assertEquals(before, rig.console.save());
        }
    }

    @Test
    void aResetForgets() {
        ConsoleState fresh = rig.console.save();
        rig.started().control(0, DEVICE_READY, 1);
        rig.control(1, PORT_OPEN, 1);
        rig.type(1, "typed");
        rig.console.reset();
        assertEquals(fresh, rig.console.save());
        rig.type(1, "after");
        assertEquals(fresh, rig.console.save());
    }
}
