package io.hv.kvm.backend.saved;

import io.hv.kvm.bus.Bytes;
import java.util.List;

/**
 * What was typed and the guest has not read.
 *
 * @param console at its console
 * @param ports at the virtio console's ports, in their order
 */
public record SavedInput(Bytes console, List<Bytes> ports) {

    /** Copies the list. */
    public SavedInput {
        ports = List.copyOf(ports);
    }
}
