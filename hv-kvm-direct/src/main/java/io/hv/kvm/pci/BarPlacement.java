package io.hv.kvm.pci;

/** Where BARs are after power-on: one after the other, each aligned to its size. */
final class BarPlacement {

    private final PciWindow mmio32;
    private final PciWindow mmio64;
    private long next32;
    private long next64;

    BarPlacement(PciWindow mmio32, PciWindow mmio64) {
        this.mmio32 = mmio32;
        this.mmio64 = mmio64;
        next32 = mmio32.address();
        next64 = mmio64.address();
    }

    /**
     * Finds room for one.
     *
     * @throws IllegalArgumentException if there is none
     */
    long place(BarShape bar) {
        if (bar.wide()) {
            long address = align(next64, bar.size());
            if (mmio64.holds(address, bar.size())) {
                next64 = address + bar.size();
                return address;
            }
        }
        long address = align(next32, bar.size());
        if (!mmio32.holds(address, bar.size())) {
            throw new IllegalArgumentException("there is no room for a BAR of " + bar.size() + " bytes");
        }
        next32 = address + bar.size();
        return address;
    }

    /** The next multiple; negative, which is in no window, where there is none. */
    private static long align(long address, long size) {
        return (address + size - 1) & -size;
    }
}
