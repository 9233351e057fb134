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

    private final PciRoot root;
    private int used;

    /** A root without functions of its own, on the bus. {@code faults} hears of BARs that a guest puts where none can be. */
    public PciSlots(IoBus bus, MemoryMap map, GuestFaults faults) {
        root = new PciRoot("pci", bus, window(MemoryMap.MMIO32), window(map.mmio64()), faults);
        bus.claimMmio(root, MemoryMap.ECAM.address(), PciRoot.ECAM_SIZE);
    }

    private static PciWindow window(MemoryMap.Range range) {
        return new PciWindow(range.address(), range.size());
    }

    /** Which interrupt the first pin of the next function is to be wired to. */
    public int nextGsi() {
        return PciRoot.gsi(FIRST + used, PIN);
    }

    /**
     * Puts a function into the next slot. To reset, save and restore it is the caller's affair.
     *
     * @throws IllegalArgumentException if there is none left, if it is wired to another interrupt than {@link #nextGsi}
     *     says, or if its BARs do not fit
     */
    public void add(PciFunction function) {
        root.add(FIRST + used, function);
        used++;
    }

    /** What is in the slots, the host bridge first. */
    public List<PciFunction> functions() {
        return root.functions();
    }
}
