package io.hv.kvm.pci;

/**
 * One entry of an MSI-X table.
 *
 * @param address the message's address, a multiple of 4
 * @param data the message's data
 * @param masked the entry's mask bit
 * @param pending its bit in the pending bit array
 */
public record MsixVectorState(long address, int data, boolean masked, boolean pending) {

    /** An entry after power-on. */
    static final MsixVectorState POWER_ON = new MsixVectorState(0, 0, true, false);

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no entry can be in it
     */
    public MsixVectorState {
        if (address % Integer.BYTES != 0) {
            throw new IllegalArgumentException("no message has the address 0x" + Long.toHexString(address));
        }
    }
}
