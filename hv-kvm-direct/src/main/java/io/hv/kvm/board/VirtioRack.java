package io.hv.kvm.board;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MsiSink;
import io.hv.kvm.bus.Workers;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.watchdog.I6300Esb;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.pci.PciFunction;
import io.hv.kvm.virtio.VirtioFunction;
import io.hv.kvm.virtio.transport.VirtioMmio;
import io.hv.kvm.virtio.transport.VirtioPci;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * Where a machine's virtio devices are: in the slots of a PCI root, or side by side in the platform's address space. The root
 * can have a watchdog too.
 */
public final class VirtioRack implements AutoCloseable {

    /** The first interrupt that is not ISA's, and how many there are. */
    private static final int FIRST_GSI = 16;

    private static final int GSIS = 8;

    private final Connections to;
    private final Optional<PciSlots> slots;
    private final List<VirtioFunction> functions = new CopyOnWriteArrayList<>();
    private final List<VirtioMmio> registers = new ArrayList<>();
    /** By the names of the devices. */
    private final Map<String, PciFunction> inSlots = new LinkedHashMap<>();

    private final Map<String, List<Part>> parts = new LinkedHashMap<>();
    private int taken;

    /**
     * What a rack is connected to.
     *
     * @param bus where registers are
     * @param memory the guest's RAM
     * @param workers do the devices' work
     * @param lines the line of each interrupt, 0 to 23
     * @param messages takes MSI-X
     * @param faults hears what drivers do wrong
     */
    public record Connections(
            IoBus bus,
            GuestMemory memory,
            Workers workers,
            IntFunction<IrqLine> lines,
            MsiSink messages,
            GuestFaults faults) {}

    /** A part with state, under its name in a snapshot. */
    record Part(String name, Device device) {}

    /**
     * An empty rack.
     *
     * @param pci whether it is a PCI root
     */
    public VirtioRack(Connections to, boolean pci, MemoryMap map) {
        this.to = to;
        this.slots = pci ? Optional.of(new PciSlots(to.bus(), map, to.faults())) : Optional.empty();
        slots.ifPresent(empty ->
                empty.functions().forEach(bridge -> keep(bridge.name(), new Part(bridge.name(), bridge))));
    }

    private void keep(String device, Part... its) {
        parts.put(device, List.of(its));
    }

    /**
     * Puts a device in, into the first slot that is free, while the machine does not run.
     *
     * @throws IllegalArgumentException if there is no room for more, or the device is not one
     */
    public void add(VirtioDevice device) {
        add(device, slots.map(PciSlots::next).orElse(0));
    }

    /**
     * Puts a device in, while the machine does not run.
     *
     * @param slot of PCI
     * @throws IllegalArgumentException if there is no room for more, the slot is taken, or the device is not one
     */
    public void add(VirtioDevice device, int slot) {
        if (taken == room(isPci())) {
            throw new IllegalArgumentException("there is no room for more than " + taken + " devices");
        }
        if (parts.containsKey(device.name())) {
            throw new IllegalArgumentException("two devices are called '" + device.name() + "'");
        }
        VirtioFunction function = new VirtioFunction(device, to.memory(), to.workers(), to.faults());
        List<Part> its = new ArrayList<>(List.of(new Part(function.name(), function)));
        if (device instanceof Device own) {
            its.add(new Part(function.name() + "-device", own));
        }
        slots.ifPresentOrElse(on -> addToSlot(on, slot, function, its), () -> addRegisters(function, its));
        taken++;
        functions.add(function);
        parts.put(function.name(), List.copyOf(its));
    }

    /**
     * Puts a watchdog in, before the machine runs.
     *
     * @param slot of PCI
     * @throws IllegalArgumentException if there is no room for more, the slot is taken, or there is no PCI
     */
    public void add(I6300Esb watchdog, int slot) {
        PciSlots on = slots.orElseThrow(() -> new IllegalArgumentException("a watchdog is on PCI, and there is none"));
        PciFunction function = WatchdogFunction.of(watchdog);
        on.add(slot, function);
        taken++;
        inSlots.put(watchdog.name(), function);
        keep(watchdog.name(), new Part(watchdog.name(), watchdog), new Part(function.name(), function));
    }

    /** The same, into the first slot that is free. */
    public void add(I6300Esb watchdog) {
        add(watchdog, slots.map(PciSlots::next).orElse(0));
    }

    private void addToSlot(PciSlots on, int slot, VirtioFunction function, List<Part> its) {
        int gsi = PciSlots.gsi(slot);
        VirtioPci transport = new VirtioPci(function, to.messages(), to.lines().apply(gsi), gsi);
        try {
            on.add(slot, transport.pci());
        } catch (IllegalArgumentException e) {
            transport.pci().close();
            function.close();
            throw e;
        }
        inSlots.put(function.name(), transport.pci());
        its.add(new Part(transport.name(), transport));
        its.add(new Part(transport.pci().name(), transport.pci()));
    }

    private void addRegisters(VirtioFunction function, List<Part> its) {
        int index = registers.size();
        long address = address(index);
        VirtioMmio transport = new VirtioMmio(function, to.lines().apply(gsi(index)), address);
        to.bus().claimMmio(transport, address, VirtioMmio.SIZE);
        registers.add(transport);
        its.add(new Part(transport.name(), transport));
    }

    /**
     * Takes a device out of its slot, and has it give back what it holds of the host. While the machine stands still.
     *
     * @throws IllegalArgumentException if there is none of this name in a slot
     */
    public void remove(String device) {
        PciFunction pci = inSlots.get(device);
        if (pci == null) {
            throw new IllegalArgumentException("no device '" + device + "' is in a slot");
        }
        inSlots.remove(device);
        parts.remove(device);
        taken--;
        slots.orElseThrow().remove(pci);
        List<VirtioFunction> gone = functions.stream()
                .filter(function -> function.name().equals(device))
                .toList();
        functions.removeAll(gone);
        gone.forEach(VirtioFunction::close);
    }

    /** Which devices are in which slots, in the order in which they came. */
    public List<PciPlace> places() {
        List<PciPlace> places = new ArrayList<>();
        slots.ifPresent(on -> inSlots.forEach((name, pci) -> places.add(new PciPlace(name, on.slotOf(pci)))));
        return places;
    }

    /** Where the registers of the device with this number are, without PCI. */
    public static long address(int index) {
        return MemoryMap.PLATFORM.address() + (long) index * VirtioMmio.SIZE;
    }

    /** The interrupt of the device with this number, without PCI. */
    public static int gsi(int index) {
        return FIRST_GSI + index;
    }

    /** Whether it is a PCI root. */
    public boolean isPci() {
        return slots.isPresent();
    }

    /** How many devices are on memory-mapped registers. */
    public int registers() {
        return registers.size();
    }

    /** How many devices there is room for. */
    public static int room(boolean pci) {
        return pci ? PciSlots.COUNT : GSIS;
    }

    /** What it holds, in the order in which it came. For any thread. */
    public List<VirtioFunction> functions() {
        return List.copyOf(functions);
    }

    /** What has state, in the order in which it is restored: a function before the device behind it and its transport. */
    List<Part> parts() {
        return parts.values().stream().flatMap(List::stream).toList();
    }

    /** The name of PCI's host bridge. */
    String bridge() {
        return slots.orElseThrow().functions().get(0).name();
    }

    /** Those of one device, in the same order. */
    List<Part> parts(String device) {
        return parts.getOrDefault(device, List.of());
    }

    /** Drives the lines that belong to no part's own state, after all were restored. */
    public void restored() {
        registers.forEach(VirtioMmio::restored);
    }

    /** Gives back what the devices hold of the host. */
    @Override
    public void close() {
        functions.forEach(VirtioFunction::close);
        slots.ifPresent(each -> each.functions().forEach(PciFunction::close));
    }
}
