package io.hv.kvm.device.uart;

/** Register offsets and bits of the PC16550D (data sheet, section 8 and table II). */
final class UartRegisters {

    /** Receiver buffer when read, transmitter holding register when written; divisor, low byte, with DLAB. */
    static final int DATA = 0;

    /** Interrupt enable; divisor, high byte, with DLAB. */
    static final int IER = 1;

    static final int IER_RECEIVED = 0x01;
    static final int IER_TRANSMITTER_EMPTY = 0x02;
    static final int IER_LINE_STATUS = 0x04;
    static final int IER_MODEM_STATUS = 0x08;
    static final int IER_BITS = 0x0f;

    /** Interrupt identification when read, highest priority first. */
    static final int IIR = 2;

    static final int IIR_LINE_STATUS = 0x06;
    static final int IIR_RECEIVED = 0x04;
    static final int IIR_TIMEOUT = 0x0c;
    static final int IIR_TRANSMITTER_EMPTY = 0x02;
    static final int IIR_MODEM_STATUS = 0x00;
    static final int IIR_NONE = 0x01;
    static final int IIR_FIFOS_ON = 0xc0;

    /** FIFO control when written. */
    static final int FCR = 2;

    static final int FCR_ENABLE = 0x01;
    static final int FCR_CLEAR_RECEIVER = 0x02;
    static final int FCR_TRIGGER = 0xc0;

    static final int LCR = 3;
    static final int LCR_WORD_LENGTH = 0x03;
    static final int LCR_STOP = 0x04;
    static final int LCR_PARITY = 0x08;
    static final int LCR_DLAB = 0x80;

    static final int MCR = 4;
    static final int MCR_DTR = 0x01;
    static final int MCR_RTS = 0x02;
    static final int MCR_OUT1 = 0x04;
    static final int MCR_OUT2 = 0x08;
    static final int MCR_LOOP = 0x10;
    static final int MCR_BITS = 0x1f;

    static final int LSR = 5;
    static final int LSR_DATA_READY = 0x01;
    static final int LSR_OVERRUN = 0x02;
    static final int LSR_HOLDING_EMPTY = 0x20;
    static final int LSR_TRANSMITTER_EMPTY = 0x40;

    static final int MSR = 6;
    static final int MSR_DELTA_CTS = 0x01;
    static final int MSR_DELTA_DSR = 0x02;
    static final int MSR_TRAILING_RI = 0x04;
    static final int MSR_DELTA_DCD = 0x08;
    static final int MSR_CTS = 0x10;
    static final int MSR_DSR = 0x20;
    static final int MSR_RI = 0x40;
    static final int MSR_DCD = 0x80;

    static final int SCR = 7;

    /** Bytes that the receiver's FIFO holds. */
    static final int FIFO_DEPTH = 16;

    private static final int[] TRIGGER_LEVELS = {1, 4, 8, 14};

    private UartRegisters() {}

    /** How many bytes raise the receiver's interrupt (data sheet, 8.4). */
    static int triggerLevel(int fcr) {
        return (fcr & FCR_ENABLE) == 0 ? 1 : TRIGGER_LEVELS[(fcr & FCR_TRIGGER) >> 6];
    }

    /** How many received bytes there is room for. */
    static int capacity(int fcr) {
        return (fcr & FCR_ENABLE) == 0 ? 1 : FIFO_DEPTH;
    }
}
