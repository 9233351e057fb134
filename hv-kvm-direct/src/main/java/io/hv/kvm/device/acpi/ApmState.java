package io.hv.kvm.device.acpi;

import static io.hv.kvm.bus.StateChecks.onlyBits;

/**
 * Everything an {@link ApmControl} remembers.
 *
 * @param command the last command
 * @param status the status byte, which is for software's own use
 */
public record ApmState(int command, int status) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no port can be in it
     */
    public ApmState {
        onlyBits("command", command, 0xff);
        onlyBits("status", status, 0xff);
    }
}
