package io.hv.kvm.device.i8042;

import static io.hv.kvm.bus.StateChecks.inRange;
import static io.hv.kvm.bus.StateChecks.onlyBits;
import static io.hv.kvm.bus.StateChecks.require;

import io.hv.kvm.bus.Bytes;

/**
 * Everything an {@link I8042} remembers.
 *
 * @param ram its 32 bytes of memory; byte 0 is the controller's command byte
 * @param outputPort the pins it drives: bit 1 is A20
 * @param status the status register
 * @param data the byte in the output buffer, read or not
 * @param command the command whose parameter is awaited, or -1
 */
public record I8042State(Bytes ram, int outputPort, int status, int data, int command) {

    static final int RAM_BYTES = 32;
    static final int NO_COMMAND = -1;

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no controller can be in it
     */
    public I8042State {
        require(ram.size() == RAM_BYTES, "ram has " + ram.size() + " bytes, not " + RAM_BYTES);
        onlyBits("outputPort", outputPort, 0xff);
        onlyBits("status", status, I8042.STATUS_BITS);
        onlyBits("data", data, 0xff);
        inRange("command", command, NO_COMMAND, 0xff);
    }
}
