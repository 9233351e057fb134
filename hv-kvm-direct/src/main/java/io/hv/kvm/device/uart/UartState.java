package io.hv.kvm.device.uart;

import static io.hv.kvm.bus.StateChecks.inRange;
import static io.hv.kvm.bus.StateChecks.onlyBits;
import static io.hv.kvm.bus.StateChecks.require;

import io.hv.kvm.bus.Bytes;

/**
 * Everything a {@link Uart16550} remembers.
 *
 * @param ier interrupt enable register
 * @param fcr FIFO control register: enable and trigger bits
 * @param lcr line control register
 * @param mcr modem control register
 * @param scratch scratch register
 * @param divisor both bytes of the baud rate divisor
 * @param overrun the overrun bit of the line status register
 * @param modemDelta the lower half of the modem status register
 * @param transmitterInterrupt the holding register has become empty and nobody has been told yet
 * @param timeoutInterrupt bytes have waited in the FIFO for too long
 * @param timeoutAt when they will have, in nanoseconds of the machine's clock, or -1 if nothing is waited for
 * @param received what the guest has not read yet
 */
public record UartState(
        int ier,
        int fcr,
        int lcr,
        int mcr,
        int scratch,
        int divisor,
        boolean overrun,
        int modemDelta,
        boolean transmitterInterrupt,
        boolean timeoutInterrupt,
        long timeoutAt,
        Bytes received) {

    static final long NO_TIMEOUT = -1;

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no UART can be in it
     */
    public UartState {
        onlyBits("ier", ier, UartRegisters.IER_BITS);
        onlyBits("fcr", fcr, UartRegisters.FCR_ENABLE | UartRegisters.FCR_TRIGGER);
        require(fcr == 0 || (fcr & UartRegisters.FCR_ENABLE) != 0, "fcr has a trigger level with the FIFOs off");
        onlyBits("lcr", lcr, 0xff);
        onlyBits("mcr", mcr, UartRegisters.MCR_BITS);
        onlyBits("scratch", scratch, 0xff);
        onlyBits("divisor", divisor, 0xffff);
        onlyBits("modemDelta", modemDelta, 0x0f);
        int waiting = received.size();
        inRange("size of received", waiting, 0, UartRegisters.capacity(fcr));
        require(!timeoutInterrupt || (waiting > 0 && fcr != 0), "a time-out interrupt without a byte in a FIFO");
        inRange("timeoutAt", timeoutAt, NO_TIMEOUT, Long.MAX_VALUE);
        require(
                (timeoutAt != NO_TIMEOUT) == waitsForTimeout(ier, fcr, waiting, timeoutInterrupt),
                "timeoutAt does not fit the FIFO");
    }

    /** The state after power-on and after a master reset (data sheet, table III). */
    static UartState powerOn() {
        return new UartState(0, 0, 0, 0, 0, 0, false, 0, false, false, NO_TIMEOUT, Bytes.EMPTY);
    }

    /** Whether the character time-out runs (data sheet, 8.4.1): fewer bytes than the trigger level, and nobody reads. */
    static boolean waitsForTimeout(int ier, int fcr, int waiting, boolean timeoutInterrupt) {
        return !timeoutInterrupt
                && (ier & UartRegisters.IER_RECEIVED) != 0
                && waiting > 0
                && waiting < UartRegisters.triggerLevel(fcr);
    }
}
