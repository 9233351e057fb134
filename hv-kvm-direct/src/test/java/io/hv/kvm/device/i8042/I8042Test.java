package io.hv.kvm.device.i8042;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

class I8042Test {

    private static final int DATA = 0;
    private static final int COMMAND = 4;
    private static final int FULL = 0x01;
    private static final int TIMEOUT = 0x40;

    private final TestLine irq = new TestLine();
    private final TestMachine machine = new TestMachine();
    private final I8042 controller = new I8042("i8042", irq, machine);

    private int status() {
        return controller.readPort(COMMAND, 1);
    }

    private void command(int value) {
        controller.writePort(COMMAND, 1, value);
    }

    private void data(int value) {
        controller.writePort(DATA, 1, value);
    }

    /** The answer, which must be there already. */
    private int answer() {
        assertEquals(FULL, status() & FULL);
        int answer = controller.readPort(DATA, 1);
        assertEquals(0, status() & FULL);
        return answer;
    }

    @Test
    void resetsTheMachine() {
        command(0xfe);
        assertEquals(List.of("reset by i8042"), machine.drain());
        command(0xd1);
        data(0x02);
        assertEquals(List.of("reset by i8042"), machine.drain());
        command(0xff);
        command(0xd1);
        data(0x03);
        assertEquals(List.of(), machine.drain());
    }

    @Test
    void testsItself() {
        command(0xaa);
        assertEquals(0x55, answer());
        command(0xab);
        assertEquals(0x00, answer());
    }

    /** Linux: an empty buffer, the command byte read twice, a loop test of the mouse that fails, then its line test. */
    @Test
    void linuxFindsAControllerWithoutAMouseAndWithoutWaiting() {
        assertEquals(0, status() & FULL);
        command(0x20);
        int mode = answer();
        command(0x20);
        assertEquals(mode, answer());
        command(0x60);
        data(mode | 0x30);
        command(0xd3);
        data(0x5a);
        assertEquals(0, status() & 0x20, "not marked as the mouse's");
        answer();
        command(0xa9);
        int lines = answer();
        assertTrue(lines >= 1 && lines <= 3, "a stuck line");
    }

    @Test
    void aByteToTheMissingKeyboardComesBackAtOnce() {
        command(0x60);
        data(0x01);
        assertFalse(irq.isHigh());
        data(0xf2);
        assertTrue(irq.isHigh());
        assertEquals(TIMEOUT, status() & TIMEOUT);
        assertEquals(0xfe, answer());
        assertFalse(irq.isHigh());
        assertEquals(0, status() & TIMEOUT);
    }

    @Test
    void a20CanBeReadBack() {
        command(0xd0);
        assertEquals(0x02, answer() & 0x02);
        command(0xd1);
        data(0x01);
        command(0xd0);
        assertEquals(0x00, answer() & 0x02);
    }

    @Test
    void itsMemoryCanBeWrittenAndRead() {
        command(0x7f);
        data(0x42);
        command(0x3f);
        assertEquals(0x42, answer());
    }

    @Test
    void thePortsInBetweenFloat() {
        assertEquals(0xff, controller.readPort(2, 1));
    }

    @Test
    void port92ResetsOnTheRisingBitOnly() {
        Port92 port = new Port92("port92", machine);
        assertEquals(0x02, port.readPort(0, 1));
        port.writePort(0, 1, 0x03);
        port.writePort(0, 1, 0x03);
        assertEquals(List.of("reset by port92"), machine.drain());
        port.writePort(0, 1, 0x00);
        assertEquals(0x00, port.readPort(0, 1));
        port.writePort(0, 1, 0x01);
        assertEquals(List.of("reset by port92"), machine.drain());
    }
}
