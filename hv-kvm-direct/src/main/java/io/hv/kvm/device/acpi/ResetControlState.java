package io.hv.kvm.device.acpi;

import static io.hv.kvm.bus.StateChecks.onlyBits;

/**
 * Everything a {@link ResetControl} remembers.
 *
 * @param value what was last written
 */
public record ResetControlState(int value) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no register can be in it
     */
    public ResetControlState {
        onlyBits("value", value, ResetControl.BITS);
    }
}
