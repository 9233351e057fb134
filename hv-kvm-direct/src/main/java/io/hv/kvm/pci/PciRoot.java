package io.hv.kvm.pci;

import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.MmioDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PCI Express root without bridges below it: 256 buses of configuration space mapped in memory (ECAM, PCI Express Base
 * 5.0, 7.2.2), of which only bus 0 has functions, each at function 0 of its slot. A host bridge is at 00:00.0. What is not
 * there reads as all ones.
 *
 * <p>It places BARs: those of 64 bits in the upper window where there is one, others in the lower one. It passes on to
 * BARs only what lies in these windows, so a guest cannot put one over RAM, over the interrupt controllers or over
 * configuration space.
 *
 * <p>Functions come and go while the machine stands still. While it runs it is entered with its monitor held, and enters
 * functions with theirs.
 */
public final class PciRoot implements MmioDevice {

    /** How many bytes of configuration space it has. */
    public static final long ECAM_SIZE = 256L << 20;

    /** How many slots there are; slot 0 is the host bridge's. */
    public static final int SLOTS = 32;

    /** The first of the four interrupts that the functions' pins reach; the board's ISA interrupts are below. */
    public static final int FIRST_GSI = 16;

    private static final int PINS = 4;

    /** The generic PCI Express host bridge of the id list, which needs no driver. */
    private static final int HOST_BRIDGE_VENDOR = 0x1b36;

    private static final int HOST_BRIDGE_DEVICE = 0x0008;
    private static final int HOST_BRIDGE_CLASS = 0x060000;

    private static final int FUNCTION_SHIFT = 12;
    private static final int FUNCTIONS = 8;
    private static final long ALL_ONES = -1;

    private final String name;
    private final GuestFaults faults;
    private final BarClaims claims;
    private final BarPlacement placement;
    private final @Nullable PciFunction[] slots = new @Nullable PciFunction[SLOTS];
    /** Where BARs have been placed. */
    private final Map<PciFunction, List<Long>> places = new HashMap<>();

    /**
     * A root with nothing but its host bridge.
     *
     * @param bus where the BARs are
     * @param mmio32 the window below 4 GiB
     * @param mmio64 the window for BARs of 64 bits; empty where there is none
     * @param faults is told of BARs that a guest puts where they cannot be
     */
    public PciRoot(String name, IoBus bus, PciWindow mmio32, PciWindow mmio64, GuestFaults faults) {
        this.name = name;
        this.faults = faults;
        this.claims = new BarClaims(bus, List.of(mmio32, mmio64));
        this.placement = new BarPlacement(mmio32, mmio64);
        add(
                0,
                PciFunction.named(name + "-host-bridge")
                        .ids(HOST_BRIDGE_VENDOR, HOST_BRIDGE_DEVICE)
                        .classCode(HOST_BRIDGE_CLASS)
                        .build());
    }

    /**
     * Which interrupt a pin reaches: the pins are wired to four lines in turn, each slot beginning one further.
     *
     * @param slot 0 to 31
     * @param pin 1 to 4, for INTA to INTD
     */
    public static int gsi(int slot, int pin) {
        return FIRST_GSI + (slot + pin - 1) % PINS;
    }

    /**
     * Puts a function into a slot, and places its BARs.
     *
     * @param slot 1 to 31
     * @throws IllegalArgumentException if the slot is taken or not there, if the function's pin is wired to another
     *     interrupt than {@link #gsi} says, or if there is no room for its BARs
     */
    public synchronized void add(int slot, PciFunction function) {
        if (slot < 0 || slot >= SLOTS || slots[slot] != null) {
            throw new IllegalArgumentException("no slot " + slot + " for " + function.name());
        }
        if (function.pin() != 0 && function.gsi() != gsi(slot, function.pin())) {
            throw new IllegalArgumentException(function.name() + " in slot " + slot + " is wired to interrupt "
                    + function.gsi() + ", not " + gsi(slot, function.pin()));
        }
        List<Long> placed = new ArrayList<>();
        try {
            function.barShapes().forEach(bar -> placed.add(placement.place(bar)));
        } catch (IllegalArgumentException e) {
            placed.forEach(placement::free);
            throw e;
        }
        function.attach(claims, faults);
        List<BarShape> bars = function.barShapes();
        for (int i = 0; i < bars.size(); i++) {
            function.place(bars.get(i), placed.get(i));
        }
        places.put(function, placed);
        claims.add(function);
        slots[slot] = function;
    }

    /**
     * Takes a function out of its slot, and closes it. What waits for its addresses gets them.
     *
     * @throws IllegalArgumentException if it is in none
     */
    public synchronized void remove(PciFunction function) {
        int slot = slotOf(function);
        slots[slot] = null;
        claims.remove(function);
        function.close();
        places.getOrDefault(function, List.of()).forEach(placement::free);
        List<Long> unused = places.remove(function);
        claims.freed(false);
    }

    /**
     * The slot of a function.
     *
     * @throws IllegalArgumentException if it is in none
     */
    public synchronized int slotOf(PciFunction function) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slots[slot] == function) {
                return slot;
            }
        }
        throw new IllegalArgumentException(function.name() + " is in no slot");
    }

    /** Whether nothing is in a slot, 0 to 31. */
    public synchronized boolean isFree(int slot) {
        return slots[slot] == null;
    }

    /** What is in the slots, the host bridge first. */
    public synchronized List<PciFunction> functions() {
        List<PciFunction> present = new ArrayList<>();
        for (PciFunction function : slots) {
            if (function != null) {
                present.add(function);
            }
        }
        return present;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long readMmio(long offset, int size) {
        PciFunction function = at(offset);
        if (function == null) {
            return ALL_ONES;
        }
        int register = register(offset);
        if (isWhole(size)) {
            return Integer.toUnsignedLong(function.readConfig(register, size));
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (function.readConfig(register + i, 1) & 0xffL) << (Byte.SIZE * i);
        }
        return value;
    }

    @Override
    public void writeMmio(long offset, int size, long value) {
        PciFunction function = at(offset);
        if (function == null) {
            return;
        }
        int register = register(offset);
        if (isWhole(size)) {
            function.writeConfig(register, size, (int) value);
            return;
        }
        for (int i = 0; i < size; i++) {
            function.writeConfig(register + i, 1, (int) (value >>> (Byte.SIZE * i)) & 0xff);
        }
    }

    /** The function whose registers are there: bus 0 has its slots' at every eighth place. */
    private @Nullable PciFunction at(long offset) {
        long place = offset >>> FUNCTION_SHIFT;
        long slot = place / FUNCTIONS;
        return place % FUNCTIONS == 0 && slot < SLOTS ? slots[(int) slot] : null;
    }

    private static int register(long offset) {
        return (int) offset & (ConfigSpace.SIZE - 1);
    }

    private static boolean isWhole(int size) {
        return size == 1 || size == Short.BYTES || size == Integer.BYTES;
    }
}
