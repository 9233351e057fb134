package io.hv.kvm.device.acpi;

/**
 * What {@link PciHotPlug} remembers: a bit for each slot.
 *
 * @param up slots of whose functions the guest is to hear
 * @param down slots of whose emptying the guest is to hear
 * @param asked slots whose functions are to go
 */
public record PciHotPlugState(int up, int down, int asked) {

    /**
     * A state.
     *
     * @throws IllegalArgumentException if one of them has slot 0, which is the host bridge's
     */
    public PciHotPlugState {
        if (((up | down | asked) & ~PciHotPlug.SLOT_BITS) != 0) {
            throw new IllegalArgumentException("slot 0 has a host bridge, which neither comes nor goes");
        }
    }
}
