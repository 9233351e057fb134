package io.hv.kvm.board;

import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.pci.PciFunction;
import io.hv.kvm.pci.PciRoot;
import io.hv.kvm.pci.PciWindow;
import java.util.List;

/** PCI of the small board: functions in slots from 1 on, each with its first interrupt pin. */
public final class PciSlots {

    /** How many functions there can be. */
    public static final int COUNT = PciRoot.SLOTS - 1;

    private static final int FIRST = 1;
    private static final int PIN = 1;

    private PciSlots() {}

    /**
     * Which interrupt the first pin of a function is to be wired to.
     *
     * @param index the function's place in the list, from 0
     */
    public static int gsi(int index) {
        return PciRoot.gsi(FIRST + index, PIN);
    }

    /**
     * Puts a root with these functions on the bus. Reset, save and restore of {@link PciRoot#functions()} are the caller's.
     *
     * @param functions in order of their slots, at most {@link #COUNT}
     * @throws IllegalArgumentException if there are too many, if one is wired to another interrupt than {@link #gsi} says,
     *     or if their BARs do not fit
     */
    public static PciRoot attach(IoBus bus, MemoryMap map, GuestFaults faults, List<PciFunction> functions) {
        PciRoot root = new PciRoot("pci", bus, window(MemoryMap.MMIO32), window(map.mmio64()), faults);
        int slot = FIRST;
        for (PciFunction function : functions) {
            root.add(slot++, function);
        }
        bus.claimMmio(root, MemoryMap.ECAM.address(), PciRoot.ECAM_SIZE);
        return root;
    }

    private static PciWindow window(MemoryMap.Range range) {
        return new PciWindow(range.address(), range.size());
    }
}
