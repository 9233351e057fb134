package io.hv.kvm.virtio.transport;

import io.hv.kvm.bus.StateChecks;
import java.util.List;

/**
 * What the PCI transport remembers besides the function behind it.
 *
 * @param configVector the MSI-X vector of configuration changes, 65535 for none
 * @param queueVectors of each queue
 * @param window of access by configuration space
 */
public record VirtioPciState(int configVector, List<Integer> queueVectors, ConfigAccessState window) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if a vector has more than 16 bits
     */
    public VirtioPciState {
        queueVectors = List.copyOf(queueVectors);
        StateChecks.inRange("configVector", configVector, 0, VirtioPci.NO_VECTOR);
        queueVectors.forEach(vector -> StateChecks.inRange("queueVector", vector, 0, VirtioPci.NO_VECTOR));
    }
}
