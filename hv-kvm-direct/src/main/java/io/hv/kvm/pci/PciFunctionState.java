package io.hv.kvm.pci;

import io.hv.kvm.bus.Bytes;

/**
 * Everything a {@link PciFunction} remembers.
 *
 * @param config the first 256 bytes of configuration space, zeros where a capability answers for itself
 * @param unreachable a bit for each BAR that the guest has put where it cannot be
 * @param interrupt the device wants its interrupt pin asserted
 * @param msix the MSI-X table
 * @param msi MSI
 */
public record PciFunctionState(Bytes config, int unreachable, boolean interrupt, MsixState msix, MsiState msi) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no function can be in it
     */
    public PciFunctionState {
        if (config.size() != ConfigSpace.STORED) {
            throw new IllegalArgumentException(config.size() + " bytes are not a configuration space");
        }
        if (unreachable >>> Registers.BARS != 0) {
            throw new IllegalArgumentException("unreachable is " + unreachable + ", and there are 6 BARs");
        }
    }
}
