package io.hv.kvm.pci;

import io.hv.kvm.bus.IoBus;
import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses on the bus the BARs below one root have. First come, first served: a BAR that a guest puts where
 * something else is stays unreachable until that has gone.
 *
 * <p>Several functions are entered one after the other only while the root's monitor is held, or the machine stands still.
 */
final class BarClaims {

    private final IoBus bus;
    private final List<PciWindow> windows;
    private final List<PciFunction> functions = new ArrayList<>();

    /** Passes on what lies in one of these windows. */
    BarClaims(IoBus bus, List<PciWindow> windows) {
        this.bus = bus;
        this.windows = List.copyOf(windows);
    }

    void add(PciFunction function) {
        functions.add(function);
    }

    void remove(PciFunction function) {
        functions.remove(function);
    }

    /**
     * Tries to get a BAR's addresses.
     *
     * @param loud whether to report where it does not go
     * @return whether it has them now
     */
    boolean claim(Bar bar, long address, boolean loud) {
        long size = bar.shape().size();
        try {
            if (windows.stream().noneMatch(window -> window.holds(address, size))) {
                throw new IllegalArgumentException(
                        bar.name() + " is put at 0x" + Long.toHexString(address) + ", outside the root's windows");
            }
            bus.claimMmio(bar, address, size);
            return true;
        } catch (IllegalArgumentException e) {
            if (loud && !isSizing(address, size)) {
                bar.function().report(e);
            }
            return false;
        }
    }

    /** A guest that learns a BAR's size writes ones for an instant, and need not stop decoding for it. */
    private static boolean isSizing(long address, long size) {
        return address + size == 1L << Integer.SIZE || address >>> Integer.SIZE == 0xffff_ffffL;
    }

    void release(Bar bar) {
        bus.release(bar);
    }

    /**
     * Addresses have become free.
     *
     * @param restoring by a restored state, not by a guest
     */
    void freed(boolean restoring) {
        functions.forEach(function -> function.retryBars(restoring));
    }
}
