package io.hv.kvm.device.acpi;

import io.hv.kvm.bus.Bytes;

/**
 * Everything a {@link GenerationId} remembers.
 *
 * @param id 16 bytes
 */
public record GenerationIdState(Bytes id) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if the id has another size
     */
    public GenerationIdState {
        if (id.size() != GenerationId.SIZE) {
            throw new IllegalArgumentException("an id of " + id.size() + " bytes, not " + GenerationId.SIZE);
        }
    }
}
