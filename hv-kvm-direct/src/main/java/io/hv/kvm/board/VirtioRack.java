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
import java.util.List;
import java.util.Optional;
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
    private final List<VirtioFunction> functions = new ArrayList<>();
    private final List<VirtioMmio> registers = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
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
        slots.ifPresent(empty -> empty.functions().forEach(bridge -> parts.add(new Part(bridge.name(), bridge))));
    }

    /**
     * Puts a device in, before the machine runs.
     *
     * @throws IllegalArgumentException if there is no room for more, or the device is not one
     */
    public void add(VirtioDevice device) {
        if (taken == room(isPci())) {
            throw new IllegalArgumentException("there is no room for more than " + taken + " devices");
        }
        taken++;
        VirtioFunction function = new VirtioFunction(device, to.memory(), to.workers(), to.faults());
        functions.add(function);
        parts.add(new Part(function.name(), function));
        if (device instanceof Device own) {
            parts.add(new Part(function.name() + "-device", own));
        }
        slots.ifPresentOrElse(on -> addToSlot(on, function), () -> addRegisters(function));
    }

    /**
     * Puts a watchdog in, before the machine runs.
     *
     * @throws IllegalArgumentException if there is no room for more, or no PCI
     */
    public void add(I6300Esb watchdog) {
        PciSlots on = slots.orElseThrow(() -> new IllegalArgumentException("a watchdog is on PCI, and there is none"));
        if (taken == PciSlots.COUNT) {
            throw new IllegalArgumentException("there is no room for more than " + taken + " devices");
        }
        taken++;
        PciFunction function = WatchdogFunction.of(watchdog);
        on.add(function);
        parts.add(new Part(watchdog.name(), watchdog));
        parts.add(new Part(function.name(), function));
    }

    private void addToSlot(PciSlots on, VirtioFunction function) {
        int gsi = on.nextGsi();
        VirtioPci transport = new VirtioPci(function, to.messages(), to.lines().apply(gsi), gsi);
        on.add(transport.pci());
        parts.add(new Part(transport.name(), transport));
        parts.add(new Part(transport.pci().name(), transport.pci()));
    }

    private void addRegisters(VirtioFunction function) {
        int index = registers.size();
        long address = address(index);
        VirtioMmio transport = new VirtioMmio(function, to.lines().apply(gsi(index)), address);
        to.bus().claimMmio(transport, address, VirtioMmio.SIZE);
        registers.add(transport);
        parts.add(new Part(transport.name(), transport));
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

    /** What it holds, in order. */
    public List<VirtioFunction> functions() {
        return List.copyOf(functions);
    }

    /** What has state, in the order in which it is restored: a function before the device behind it and its transport. */
    List<Part> parts() {
        return List.copyOf(parts);
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
