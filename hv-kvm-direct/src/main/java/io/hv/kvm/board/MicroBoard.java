package io.hv.kvm.board;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.PioDevice;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.acpi.AcpiPm;
import io.hv.kvm.device.acpi.ApmControl;
import io.hv.kvm.device.acpi.GenerationId;
import io.hv.kvm.device.acpi.PciHotPlug;
import io.hv.kvm.device.acpi.ResetControl;
import io.hv.kvm.device.debug.DebugConsole;
import io.hv.kvm.device.debug.DebugExit;
import io.hv.kvm.device.debug.PostCodePort;
import io.hv.kvm.device.i8042.I8042;
import io.hv.kvm.device.i8042.Port92;
import io.hv.kvm.device.panic.Pvpanic;
import io.hv.kvm.device.rtc.CmosMemory;
import io.hv.kvm.device.rtc.Rtc;
import io.hv.kvm.device.uart.Uart16550;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.snapshot.StateCodec;
import io.hv.kvm.snapshot.StateNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The small board: a serial port, the keyboard controller as far as it resets, a clock, ACPI power management, and the
 * ports that tests and panics use. What the kernel emulates (PIC, IO-APIC, timer, port 61h) is not here.
 *
 * <p>{@link #reset}, {@link #save} and {@link #restore} are for a machine that stands still.
 */
public final class MicroBoard {

    private static final int PM_TIMER_BITS = 32;

    private final Map<String, Device> devices = new LinkedHashMap<>();
    /** Devices that a state may lack, as they were not there once: they are as after power-on then. */
    private final Set<String> later = new HashSet<>();

    private final List<Attachment> attachments = new ArrayList<>();
    private final Uart16550 serial;
    private final AcpiPm pm;
    private final PostCodePort postCode;
    private @Nullable PciHotPlug hotPlug;

    private record Attachment(int port, int count, PioDevice device) {}

    /**
     * A board after power-on.
     *
     * @param panicDevice whether there is a pvpanic
     */
    public MicroBoard(Wiring wiring, boolean panicDevice) {
        serial = new Uart16550(
                "uart0",
                wiring.interrupts().apply(Irqs.SERIAL),
                wiring.clock(),
                wiring.loop(),
                wiring.serialInput(),
                wiring.serialOutput());
        pm = new AcpiPm(
                "acpi-pm",
                wiring.interrupts().apply(Irqs.ACPI),
                wiring.control(),
                wiring.clock(),
                wiring.loop(),
                PM_TIMER_BITS,
                true);
        postCode = new PostCodePort("post-code", wiring.control()::marked);
        add(Ports.SERIAL, Uart16550.PORTS, serial);
        add(Ports.ACPI_PM, AcpiPm.PORTS, pm);
        add(Ports.POST_CODE, PostCodePort.PORTS, postCode);
        add(Ports.I8042, I8042.PORTS, new I8042("i8042", wiring.interrupts().apply(Irqs.KEYBOARD), wiring.control()));
        add(
                Ports.RTC,
                Rtc.PORTS,
                new Rtc(
                        "rtc",
                        wiring.interrupts().apply(Irqs.RTC),
                        wiring.wall(),
                        wiring.clock(),
                        wiring.loop(),
                        new CmosMemory(wiring.ramBelow4G(), wiring.ramAbove4G())));
        add(Ports.PORT_92, Port92.PORTS, new Port92("port92", wiring.control()));
        add(Ports.APM, ApmControl.PORTS, new ApmControl("apm", pm));
        add(Ports.RESET, ResetControl.PORTS, new ResetControl("reset", wiring.control()));
        add(Ports.DEBUG_CONSOLE, DebugConsole.PORTS, new DebugConsole("debug-console", wiring.debugOutput()));
        add(Ports.DEBUG_EXIT, DebugExit.PORTS, new DebugExit("debug-exit", wiring.control()));
        if (panicDevice) {
            add(Ports.PVPANIC, Pvpanic.PORTS, new Pvpanic("pvpanic", wiring.control()));
        }
    }

    private void add(int port, int count, PioDevice device) {
        devices.put(device.name(), device);
        attachments.add(new Attachment(port, count, device));
    }

    /**
     * Has a generation id in RAM from now on, which tells of a change by an event of ACPI. Resets, saves and restores it with
     * its own.
     *
     * @param id 16 random bytes
     */
    public GenerationId generation(GuestMemory memory, long address, Bytes id) {
        GenerationId generation =
                new GenerationId("generation-id", memory, address, id, () -> pm.raise(GenerationId.EVENT));
        devices.put(generation.name(), generation);
        return generation;
    }

    /** Resets, saves and restores the rack's devices with its own. */
    public void include(VirtioRack rack) {
        include(rack.parts());
        if (rack.isPci()) {
            // A machine without devices had no PCI once.
            later.add(rack.bridge());
        }
    }

    private void include(List<VirtioRack.Part> parts) {
        parts.forEach(part -> {
            if (devices.putIfAbsent(part.name(), part.device()) != null) {
                throw new IllegalArgumentException("two devices are called '" + part.name() + "'");
            }
        });
    }

    /** The same of one device that has come into the rack. */
    public void include(VirtioRack rack, String device) {
        include(rack.parts(device));
    }

    /** A device is to leave the rack. */
    public void exclude(VirtioRack rack, String device) {
        rack.parts(device).forEach(part -> devices.remove(part.name()));
    }

    /**
     * Has the registers from now on by which devices come into the slots of PCI and leave them, with their event.
     *
     * @param ejected as for {@link PciHotPlug}
     */
    public PciHotPlug hotPlug(IoBus bus, IntConsumer ejected) {
        PciHotPlug registers = new PciHotPlug("pci-hot-plug", pm.event(PciHotPlug.EVENT), ejected);
        devices.put(registers.name(), registers);
        later.add(registers.name());
        bus.claimPorts(registers, Ports.PCI_HOT_PLUG, PciHotPlug.PORTS);
        hotPlug = registers;
        return registers;
    }

    /** Puts every device on the bus. */
    public void attach(IoBus bus) {
        attachments.forEach(each -> bus.claimPorts(each.device(), each.port(), each.count()));
    }

    /** The serial port, which wants to know when there is input. */
    public Uart16550 serial() {
        return serial;
    }

    /** Presses the power button. Safe for any thread. */
    public void pressPowerButton() {
        pm.pressPowerButton();
    }

    /** The last byte that the guest wrote to the POST port, 0 if there was none. Safe for any thread. */
    public int postCode() {
        return postCode.last();
    }

    /** Puts every device into its state after power-on. */
    public void reset() {
        for (Device device : devices.values()) {
            if (device instanceof Resettable resettable) {
                synchronized (device) {
                    resettable.reset();
                }
            }
        }
    }

    /** The state of every device that has one; not of hot-plug that is at rest, so that older versions read it. */
    public List<DeviceState> save() {
        List<DeviceState> states = new ArrayList<>();
        PciHotPlug slots = hotPlug;
        devices.forEach((name, device) -> {
            if (device instanceof Stateful<?> stateful && (device != slots || !slots.isAtRest())) {
                synchronized (device) {
                    states.add(new DeviceState(name, StateCodec.save(stateful)));
                }
            }
        });
        return states;
    }

    /**
     * Takes over the states of a board like this one, with the same devices, whatever the order in which they came.
     *
     * @throws IllegalArgumentException if they are of another board, or hold what a device cannot be
     */
    public void restore(List<DeviceState> states) {
        Map<String, StateNode> given = new LinkedHashMap<>();
        states.forEach(state -> given.put(state.device(), state.state()));
        List<String> expected = devices.entrySet().stream()
                .filter(device -> device.getValue() instanceof Stateful<?>)
                .map(Map.Entry::getKey)
                .filter(name -> given.containsKey(name) || !later.contains(name))
                .toList();
        if (states.size() != given.size() || !given.keySet().equals(Set.copyOf(expected))) {
            throw new IllegalArgumentException("the state is of a machine with the devices "
                    + states.stream().map(DeviceState::device).toList() + ", and this one has " + expected);
        }
        later.forEach(name -> {
            if (!given.containsKey(name) && devices.get(name) instanceof Resettable resettable) {
                synchronized (resettable) {
                    resettable.reset();
                }
            }
        });
        expected.forEach(name -> restore(name, Objects.requireNonNull(given.get(name))));
    }

    private void restore(String name, StateNode state) {
        Device device = devices.get(name);
        if (device instanceof Stateful<?> stateful) {
            synchronized (device) {
                StateCodec.restore(stateful, state);
            }
        }
    }
}
