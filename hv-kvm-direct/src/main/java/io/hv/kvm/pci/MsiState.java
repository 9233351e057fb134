package io.hv.kvm.pci;

import io.hv.kvm.bus.StateChecks;

/**
 * Everything that an {@link Msi} remembers; all zeros for a function without one.
 *
 * @param enabled the function signals by MSI
 * @param givenPower the guest gives two to the power of this many vectors, 0 to 5
 * @param address the messages' address, a multiple of 4
 * @param data the first message's data, 16 bits
 * @param masked a bit for each vector
 * @param pending a bit for each vector that has waited since it was masked
 */
public record MsiState(boolean enabled, int givenPower, long address, int data, int masked, int pending) {

    /** The state after power-on. */
    static final MsiState POWER_ON = new MsiState(false, 0, 0, 0, 0, 0);

    private static final int MOST_POWER = 5;

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no function can be in it
     */
    public MsiState {
        StateChecks.inRange("givenPower", givenPower, 0, MOST_POWER);
        StateChecks.inRange("data", data, 0, 0xffff);
        if (address % Integer.BYTES != 0) {
            throw new IllegalArgumentException("no message has the address 0x" + Long.toHexString(address));
        }
    }
}
