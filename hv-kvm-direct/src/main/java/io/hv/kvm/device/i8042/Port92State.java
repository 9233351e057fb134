package io.hv.kvm.device.i8042;

import static io.hv.kvm.bus.StateChecks.onlyBits;

/**
 * Everything a {@link Port92} remembers.
 *
 * @param value what was last written
 */
public record Port92State(int value) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no port can be in it
     */
    public Port92State {
        onlyBits("value", value, Port92.BITS);
    }
}
