package io.hv.kvm.device.uart;

import static io.hv.kvm.device.uart.UartRegisters.*;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.ByteWideDevice;
import io.hv.kvm.bus.Clock;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;

/**
 * A serial port: the PC16550D of National Semiconductor (data sheet of June 1995) as a PC wires it, 8 ports. The cable is
 * plugged in and the other side is ready (CTS, DSR and DCD are up), the line is free of noise (no parity or framing
 * error, no break), and sending takes no time: the holding register is always empty. Eight bits of every byte travel,
 * whatever word length is set, since small guests write without setting any.
 *
 * <p>Output goes to a {@link ByteSink}, never lost. Input is fetched from a {@link ByteSource} whenever the FIFO has room
 * and the guest looks, so it never overruns; overrun exists in loop-back only. As on every PC, the interrupt reaches the
 * controller only while OUT2 is set and loop-back is off.
 */
public final class Uart16550 implements ByteWideDevice, Resettable, Stateful<UartState> {

    /** How many ports it takes. */
    public static final int PORTS = 8;

    /** The crystal; a bit lasts 16 of its cycles times the divisor (data sheet, table III: 1.8432 MHz). */
    private static final long CRYSTAL_HZ = 1_843_200;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int IDLE_LINES = MSR_CTS | MSR_DSR | MSR_DCD;

    private final String name;
    private final IrqLine irq;
    private final Clock clock;
    private final EventLoop.Timer timer;
    private final ByteSource input;
    private final ByteSink output;

    private final ReceiveFifo received = new ReceiveFifo();
    private int ier;
    private int fcr;
    private int lcr;
    private int mcr;
    private int scratch;
    private int divisor;
    private boolean overrun;
    private int modemDelta;
    private boolean transmitterInterrupt;
    private boolean timeoutInterrupt;
    private long timeoutAt;

    /** Whether the timer will fire. It may do so early, when the deadline has moved on: then it is armed again. */
    private boolean timerArmed;

    /**
     * A serial port after power-on.
     *
     * @param irq its interrupt: IRQ 4 for the first port of a PC
     * @param input what the guest will read; tell {@link #inputReady} when it has bytes again
     * @param output what the guest writes
     */
    public Uart16550(String name, IrqLine irq, Clock clock, EventLoop loop, ByteSource input, ByteSink output) {
        this.name = name;
        this.irq = irq;
        this.clock = clock;
        this.input = input;
        this.output = output;
        this.timer = loop.timer(this, this::timerFired);
        take(UartState.powerOn());
    }

    @Override
    public String name() {
        return name;
    }

    /** The source has input. Safe for any thread that holds no lock a {@link ByteSource} takes. */
    public synchronized void inputReady() {
        fetch();
        settle();
    }

    @Override
    public int readByte(int offset) {
        return switch (offset) {
            case DATA -> dlab() ? divisor & 0xff : receive();
            case IER -> dlab() ? divisor >> 8 : ier;
            case IIR -> identify();
            case LCR -> lcr;
            case MCR -> mcr;
            case LSR -> lineStatus();
            case MSR -> modemStatus();
            case SCR -> scratch;
            default -> OPEN_BUS;
        };
    }

    @Override
    public void writeByte(int offset, int value) {
        switch (offset) {
            case DATA -> {
                if (dlab()) {
                    divisor = (divisor & 0xff00) | value;
                } else {
                    transmit(value);
                }
            }
            case IER -> {
                if (dlab()) {
                    divisor = (divisor & 0xff) | (value << 8);
                } else {
                    enable(value & IER_BITS);
                }
            }
            case FCR -> controlFifos(value);
            case LCR -> lcr = value;
            case MCR -> controlModem(value & MCR_BITS);
            case SCR -> scratch = value;
            default -> {} // LSR and MSR cannot be written
        }
        settle();
    }

    private boolean dlab() {
        return (lcr & LCR_DLAB) != 0;
    }

    private boolean loopback() {
        return (mcr & MCR_LOOP) != 0;
    }

    private int receive() {
        fetch();
        int value = received.isEmpty() ? 0 : received.remove();
        timeoutInterrupt = false;
        timeoutAt = UartState.NO_TIMEOUT;
        fetch();
        settle();
        return value;
    }

    private void transmit(int value) {
        // A write clears the interrupt (table V). A handler that never reads IIR depends on the falling and rising
        // edge.
        transmitterInterrupt = false;
        settle();
        if (!loopback()) {
            output.accept(value);
        } else if (received.size() < capacity(fcr)) {
            arrived(value);
        } else {
            overrun = true;
            if ((fcr & FCR_ENABLE) == 0) { // without a FIFO the new byte replaces the old one (8.6.2)
                received.clear();
                received.add(value);
            }
        }
        // The byte is gone at once, so the holding register has become empty again.
        transmitterInterrupt = true;
    }

    /** Takes in what waits at the source. */
    private void fetch() {
        while (!loopback() && received.size() < capacity(fcr)) {
            int value = input.next();
            if (value == ByteSource.NOTHING) {
                return;
            }
            arrived(value);
        }
    }

    private void arrived(int value) {
        received.add(value);
        timeoutAt = UartState.NO_TIMEOUT; // the time starts anew with each byte
    }

    private void enable(int value) {
        if ((value & ~ier & IER_TRANSMITTER_EMPTY) != 0) {
            transmitterInterrupt =
                    true; // the holding register is empty at this moment (8.5, and every driver relies on it)
        }
        ier = value;
    }

    private void controlFifos(int value) {
        boolean on = (value & FCR_ENABLE) != 0;
        boolean wasOn = (fcr & FCR_ENABLE) != 0;
        fcr = on ? value & (FCR_ENABLE | FCR_TRIGGER) : 0;
        if (on != wasOn || (on && (value & FCR_CLEAR_RECEIVER) != 0)) {
            received.clear();
            timeoutInterrupt = false;
            timeoutAt = UartState.NO_TIMEOUT;
        }
        fetch();
    }

    private void controlModem(int value) {
        int before = modemLines();
        mcr = value;
        int after = modemLines();
        int changed = before ^ after;
        modemDelta |= ((changed & MSR_CTS) != 0 ? MSR_DELTA_CTS : 0)
                | ((changed & MSR_DSR) != 0 ? MSR_DELTA_DSR : 0)
                | ((before & ~after & MSR_RI) != 0 ? MSR_TRAILING_RI : 0)
                | ((changed & MSR_DCD) != 0 ? MSR_DELTA_DCD : 0);
        fetch();
    }

    /** The four inputs; in loop-back they are tied to the four outputs (8.7). */
    private int modemLines() {
        if (!loopback()) {
            return IDLE_LINES;
        }
        return ((mcr & MCR_RTS) != 0 ? MSR_CTS : 0)
                | ((mcr & MCR_DTR) != 0 ? MSR_DSR : 0)
                | ((mcr & MCR_OUT1) != 0 ? MSR_RI : 0)
                | ((mcr & MCR_OUT2) != 0 ? MSR_DCD : 0);
    }

    private int modemStatus() {
        int value = modemLines() | modemDelta;
        modemDelta = 0;
        settle();
        return value;
    }

    private int lineStatus() {
        fetch();
        int value = LSR_HOLDING_EMPTY
                | LSR_TRANSMITTER_EMPTY
                | (received.isEmpty() ? 0 : LSR_DATA_READY)
                | (overrun ? LSR_OVERRUN : 0);
        overrun = false;
        settle();
        return value;
    }

    private int identify() {
        fetch();
        int id = pendingInterrupt();
        if (id == IIR_TRANSMITTER_EMPTY) {
            transmitterInterrupt = false; // reading its identification is what clears it (table V)
        }
        settle();
        return id | ((fcr & FCR_ENABLE) != 0 ? IIR_FIFOS_ON : 0);
    }

    /** The enabled cause of highest priority (8.5, table V). */
    private int pendingInterrupt() {
        if (overrun && (ier & IER_LINE_STATUS) != 0) {
            return IIR_LINE_STATUS;
        }
        if ((ier & IER_RECEIVED) != 0 && received.size() >= triggerLevel(fcr)) {
            return IIR_RECEIVED;
        }
        if ((ier & IER_RECEIVED) != 0 && timeoutInterrupt) {
            return IIR_TIMEOUT;
        }
        if (transmitterInterrupt && (ier & IER_TRANSMITTER_EMPTY) != 0) {
            return IIR_TRANSMITTER_EMPTY;
        }
        if (modemDelta != 0 && (ier & IER_MODEM_STATUS) != 0) {
            return IIR_MODEM_STATUS;
        }
        return IIR_NONE;
    }

    /** Makes the time-out and the interrupt line follow the registers. */
    private void settle() {
        if (!UartState.waitsForTimeout(ier, fcr, received.size(), timeoutInterrupt)) {
            timeoutAt = UartState.NO_TIMEOUT;
        } else if (timeoutAt == UartState.NO_TIMEOUT) {
            timeoutAt = clock.nanos() + 4 * characterNanos();
            arm();
        }
        irq.level((mcr & (MCR_OUT2 | MCR_LOOP)) == MCR_OUT2 && pendingInterrupt() != IIR_NONE);
    }

    private void arm() {
        if (!timerArmed) {
            timerArmed = true;
            timer.arm(timeoutAt);
        }
    }

    private void timerFired() {
        timerArmed = false;
        if (timeoutAt == UartState.NO_TIMEOUT) {
            return;
        }
        if (clock.nanos() < timeoutAt) {
            arm();
            return;
        }
        timeoutInterrupt = true;
        settle();
    }

    /** How long one character takes on the line: start bit, data, parity, stop bits. A divisor of 0 counts as 65536. */
    private long characterNanos() {
        int bits =
                1 + 5 + (lcr & LCR_WORD_LENGTH) + ((lcr & LCR_PARITY) != 0 ? 1 : 0) + ((lcr & LCR_STOP) != 0 ? 2 : 1);
        long cycles = 16L * (divisor == 0 ? 0x10000 : divisor) * bits;
        return cycles * NANOS_PER_SECOND / CRYSTAL_HZ;
    }

    @Override
    public void reset() {
        take(UartState.powerOn());
    }

    @Override
    public UartState save() {
        return new UartState(
                ier,
                fcr,
                lcr,
                mcr,
                scratch,
                divisor,
                overrun,
                modemDelta,
                transmitterInterrupt,
                timeoutInterrupt,
                timeoutAt,
                received.save());
    }

    @Override
    public void restore(UartState state) {
        take(state);
    }

    private void take(UartState state) {
        ier = state.ier();
        fcr = state.fcr();
        lcr = state.lcr();
        mcr = state.mcr();
        scratch = state.scratch();
        divisor = state.divisor();
        overrun = state.overrun();
        modemDelta = state.modemDelta();
        transmitterInterrupt = state.transmitterInterrupt();
        timeoutInterrupt = state.timeoutInterrupt();
        timeoutAt = state.timeoutAt();
        received.restore(state.received());
        timer.disarm();
        timerArmed = false;
        if (timeoutAt != UartState.NO_TIMEOUT) {
            arm();
        }
        settle();
    }
}
