package io.hv.kvm.pci;

import java.util.Collections;
import java.util.List;

/**
 * Everything an {@link MsixTable} remembers.
 *
 * @param enabled the function signals by MSI-X
 * @param masked all its vectors are masked
 * @param vectors each, in order
 */
public record MsixState(boolean enabled, boolean masked, List<MsixVectorState> vectors) {

    /** Copies the list. */
    public MsixState {
        vectors = List.copyOf(vectors);
        if (vectors.size() > MsixTable.MAX_VECTORS) {
            throw new IllegalArgumentException("no table has " + vectors.size() + " vectors");
        }
        if (vectors.isEmpty() && (enabled || masked)) {
            throw new IllegalArgumentException("MSI-X is enabled or masked without a vector");
        }
    }

    /** The state after power-on. */
    static MsixState powerOn(int vectors) {
        return new MsixState(false, false, Collections.nCopies(vectors, MsixVectorState.POWER_ON));
    }
}
