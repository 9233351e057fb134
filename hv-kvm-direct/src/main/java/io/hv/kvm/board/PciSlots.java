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

    /** A root without functions of its own, on the bus. {@code faults} hears of BARs that a guest puts where none can be. */
    public PciSlots(IoBus bus, MemoryMap map, GuestFaults faults) {
        root = new PciRoot("pci", bus, window(MemoryMap.MMIO32), window(map.mmio64()), faults);
        bus.claimMmio(root, MemoryMap.ECAM.address(), PciRoot.ECAM_SIZE);
    }

    private static PciWindow window(MemoryMap.Range range) {
        return new PciWindow(range.address(), range.size());
    }

    /**
     * The first slot that is free.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int next() {
        for (int slot = FIRST; slot < PciRoot.SLOTS; slot++) {
            if (root.isFree(slot)) {
                return slot;
            }
        }
        throw new IllegalArgumentException("there is no room for more than " + COUNT + " functions");
    }

    /** Which interrupt the first pin of a slot's function is to be wired to. */
    public static int gsi(int slot) {
        return PciRoot.gsi(slot, PIN);
    }

    /**
     * Puts a function into a slot. To reset, save and restore it is the caller's affair.
     *
     * @param slot 1 to {@link #COUNT}
     * @throws IllegalArgumentException if the slot is taken or not there, if the function is wired to another interrupt than
     *     {@link #gsi} says, or if its BARs do not fit
     */
    public void add(int slot, PciFunction function) {
        if (slot < FIRST) {
            throw new IllegalArgumentException("no slot " + slot + " for " + function.name());
        }
        root.add(slot, function);
    }

    /** Takes a function out of its slot, and closes it. While the machine stands still. */
    public void remove(PciFunction function) {
        root.remove(function);
    }

    /** The slot that a function is in. */
    public int slotOf(PciFunction function) {
        return root.slotOf(function);
    }

    /** What is in the slots, the host bridge first. */
    public List<PciFunction> functions() {
        return root.functions();
    }
}
