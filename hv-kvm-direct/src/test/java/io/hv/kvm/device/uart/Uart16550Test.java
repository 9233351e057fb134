package io.hv.kvm.device.uart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** The UART as drivers use it. What a random guest sees is the device contract's matter. */
class Uart16550Test {

    private static final int THR = 0;
    private static final int RBR = 0;
    private static final int IER = 1;
    private static final int IIR = 2;
    private static final int FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final TestLine irq = new TestLine();
    private final Deque<Integer> typed = new ArrayDeque<>();
    private final StringBuilder printed = new StringBuilder();
    private final Uart16550 uart = new Uart16550(
            "uart0",
            irq,
            clock,
            loop,
            () -> typed.isEmpty() ? ByteSource.NOTHING : typed.remove(),
            value -> printed.append((char) value));

    private int in(int offset) {
        return uart.readPort(offset, 1);
    }

    private void out(int offset, int value) {
        uart.writePort(offset, 1, value);
    }

    private void type(String text) {
        text.chars().forEach(typed::add);
        uart.inputReady();
    }

    @Test
    void printsWithoutAnySettingUp() {
        "hello".chars().forEach(each -> {
            assertEquals(0x60, in(LSR));
            out(THR, each);
        });
        assertEquals("hello", printed.toString());
        assertFalse(irq.isHigh());
    }

    /** The steps by which a stock Linux decides that this is a 16550A whose FIFOs work, and no relative of it. */
    @Test
    void linuxFindsA16550A() {
        out(IER, 0x00);
        assertEquals(0x00, in(IER));
        out(IER, 0x0f);
        assertEquals(0x0f, in(IER));
        out(IER, 0x00);

        out(MCR, 0x1a); // loop-back with RTS and OUT2: CTS and DCD must answer
        assertEquals(0x90, in(MSR) & 0xf0);
        out(MCR, 0x00);

        out(LCR, 0xbf);
        out(FCR, 0x00);
        out(LCR, 0x00);
        out(FCR, 0x01);
        assertEquals(3, in(IIR) >> 6, "both FIFO bits: a 16550A");

        out(LCR, 0x80);
        assertTrue(in(IIR) != 0, "no enhanced feature register of a 16650");
        out(LCR, 0x00);
        out(MCR, 0x00);
        out(LCR, 0xe0);
        assertEquals(0, in(IIR) & 0x10, "no second bank of a National Super I/O");
        out(LCR, 0x00);
        out(FCR, 0x21);
        assertEquals(6, in(IIR) >> 5, "no 64-byte FIFO of a 16750");
        out(LCR, 0x80);
        out(FCR, 0x21);
        assertEquals(6, in(IIR) >> 5);
        out(LCR, 0x00);
        out(IER, 0x40);
        assertEquals(0, in(IER), "no UART-enable bit of an XScale");
    }

    /** Linux enables the transmitter's interrupt twice; if the second time shows none, it falls back to polling. */
    @Test
    void enablingTheTransmitterInterruptRaisesItEachTime() {
        out(IER, 0x02);
        assertEquals(0x02, in(IIR));
        assertEquals(0x01, in(IIR), "reading the cause has cleared it");
        out(IER, 0x00);
        out(IER, 0x02);
        assertEquals(0x02, in(IIR));
    }

    @Test
    void everyByteWrittenRaisesTheTransmitterInterruptAnew() {
        out(MCR, 0x08);
        out(IER, 0x02);
        assertTrue(irq.isHigh());
        in(IIR);
        assertFalse(irq.isHigh());
        out(THR, 'a');
        assertTrue(irq.isHigh());
        int edges = irq.risingEdges();
        out(THR, 'b'); // without a look at IIR in between
        assertTrue(irq.isHigh());
        assertEquals(edges + 1, irq.risingEdges());
    }

    @Test
    void interruptsReachTheControllerOnlyWithOut2AndNotInLoopback() {
        out(IER, 0x01);
        type("x");
        assertEquals(0x04, in(IIR));
        assertFalse(irq.isHigh());
        out(MCR, 0x08);
        assertTrue(irq.isHigh());
        out(MCR, 0x18);
        assertFalse(irq.isHigh());
        out(MCR, 0x08);
        assertEquals('x', in(RBR));
        assertFalse(irq.isHigh());
    }

    @Test
    void causesComeByPriority() {
        out(MCR, 0x10);
        out(THR, 'a');
        out(THR, 'b'); // overruns: there is no FIFO
        out(IER, 0x0f);
        out(MCR, 0x11); // DTR, hence a change of DSR
        assertEquals(0x06, in(IIR));
        assertEquals(0x63, in(LSR), "data, overrun, transmitter empty");
        assertEquals(0x04, in(IIR));
        assertEquals('b', in(RBR), "without a FIFO the later byte wins");
        assertEquals(0x02, in(IIR));
        assertEquals(0x00, in(IIR));
        assertEquals(0x20, in(MSR) & 0xf0);
        assertEquals(0x01, in(IIR));
    }

    @Test
    void withFifosTheEarlierBytesWinAnOverrun() {
        out(FCR, 0x01);
        out(MCR, 0x10);
        for (int i = 0; i < 17; i++) {
            out(THR, i);
        }
        assertEquals(0x63, in(LSR));
        assertEquals(0x61, in(LSR), "reading has cleared the overrun");
        for (int i = 0; i < 16; i++) {
            assertEquals(i, in(RBR));
        }
        assertEquals(0x60, in(LSR));
        assertEquals("", printed.toString(), "nothing leaves in loop-back");
    }

    @Test
    void triggerLevels() {
        int[] levels = {1, 4, 8, 14};
        for (int i = 0; i < levels.length; i++) {
            out(FCR, 0x00);
            out(FCR, 0x03 | (i << 6));
            out(IER, 0x01);
            for (int count = 1; count <= levels[i]; count++) {
                assertEquals(0xc1, in(IIR));
                type("x");
            }
            assertEquals(0xc4, in(IIR), "level " + levels[i]);
            in(RBR);
            assertEquals(0xc1, in(IIR));
        }
    }

    /** 115,200 baud, 8N1: ten bits take 86.8 us, four characters 347.2 us. */
    @Test
    void aByteBelowTheTriggerLevelInterruptsAfterFourCharacterTimes() {
        out(LCR, 0x83);
        out(0, 1);
        out(1, 0);
        out(LCR, 0x03);
        out(FCR, 0x81);
        out(MCR, 0x08);
        out(IER, 0x01);
        type("a");
        loop.advance(300_000);
        type("b");
        loop.advance(347_000);
        assertFalse(irq.isHigh(), "the second byte has restarted the time");
        loop.advance(1_000);
        assertTrue(irq.isHigh());
        assertEquals(0xcc, in(IIR));
        assertEquals('a', in(RBR));
        assertFalse(irq.isHigh(), "a read clears it");
        loop.advance(348_000);
        assertEquals(0xcc, in(IIR), "and starts the time again for the rest");
        assertEquals('b', in(RBR));
        loop.advance(1_000_000_000);
        assertEquals(0xc1, in(IIR));
    }

    @Test
    void inputWaitsAtItsSourceUntilThereIsRoom() {
        out(FCR, 0x01);
        type("0123456789abcdefghijklmnop");
        assertEquals(10, typed.size());
        StringBuilder read = new StringBuilder();
        while ((in(LSR) & 0x01) != 0) {
            read.append((char) in(RBR));
        }
        assertEquals("0123456789abcdefghijklmnop", read.toString());
    }

    @Test
    void inputWaitsWhileTheGuestIsInLoopback() {
        out(MCR, 0x10);
        type("x");
        assertEquals(0x60, in(LSR));
        out(MCR, 0x00);
        assertEquals('x', in(RBR));
    }

    @Test
    void theDivisorHidesBehindDlab() {
        out(LCR, 0x80);
        out(0, 0x34);
        out(1, 0x12);
        assertEquals(0x1234, uart.readPort(0, 2));
        out(LCR, 0x00);
        assertEquals(0, in(IER));
        assertEquals("", printed.toString());
    }

    @Test
    void modemLinesShowAPluggedCableAndChangesAreToldOnce() {
        assertEquals(0xb0, in(MSR));
        out(MCR, 0x14); // loop-back with OUT1: all drop, RI rises
        assertEquals(0x40, in(MSR) & 0xf0);
        out(MCR, 0x00);
        assertEquals(0xb0 | 0x0f, in(MSR), "three have changed, RI has fallen");
        assertEquals(0xb0, in(MSR));
    }
}
