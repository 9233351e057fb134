package io.hv.kvm.device.acpi;

import static io.hv.kvm.bus.StateChecks.inRange;
import static io.hv.kvm.bus.StateChecks.onlyBits;

/**
 * Everything an {@link AcpiPm} remembers. The timer's value is not here: it follows from the machine's clock.
 *
 * @param pm1Status the status half of the PM1 event block
 * @param pm1Enable its enable half
 * @param pm1Control the PM1 control register
 * @param gpeStatus the status half of general-purpose event block 0
 * @param gpeEnable its enable half
 * @param turnsSeen how many changes of the timer's highest bit are already in {@code pm1Status}
 */
public record AcpiPmState(int pm1Status, int pm1Enable, int pm1Control, int gpeStatus, int gpeEnable, long turnsSeen) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no block can be in it
     */
    public AcpiPmState {
        onlyBits("pm1Status", pm1Status, AcpiPm.STATUS_BITS);
        onlyBits("pm1Enable", pm1Enable, AcpiPm.ENABLE_BITS);
        onlyBits("pm1Control", pm1Control, AcpiPm.CONTROL_BITS);
        onlyBits("gpeStatus", gpeStatus, 0xffff);
        onlyBits("gpeEnable", gpeEnable, 0xffff);
        inRange("turnsSeen", turnsSeen, 0, Integer.MAX_VALUE); // 159 years at 24 bits
    }
}
