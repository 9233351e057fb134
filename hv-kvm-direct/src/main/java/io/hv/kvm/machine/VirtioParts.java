package io.hv.kvm.machine;

import io.hv.kvm.board.MicroBoard;
import io.hv.kvm.board.PciPlace;
import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.clock.VmClock;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.watchdog.I6300Esb;
import io.hv.kvm.irq.Interrupts;
import io.hv.kvm.loop.IoPool;
import io.hv.kvm.loop.VmLoop;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.virtio.transport.VirtioMmio;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A machine's devices on PCI, virtio devices elsewhere, and the threads that work for them; nothing without a device. */
final class VirtioParts implements AutoCloseable {

    /** Each may wait for a disk, so that there are more than processors in small hosts. */
    private static final int THREADS = 4;

    /** Bytes of configuration space for one bus: 1 MiB. */
    private static final int BUS_SHIFT = 20;

    private final Optional<IoPool> pool;
    private final Optional<VirtioRack> rack;
    private final DeviceContext context;
    /** Whether devices are elsewhere than where a fresh machine has them. */
    private final boolean moved;

    private @Nullable HotPlug hotPlug;

    /**
     * Devices on the bus; the threads stand still.
     *
     * @param begin what the machine begins with, which says where its devices are; null to have them one after the other
     * @throws IllegalArgumentException if that is of a machine with other devices
     */
    VirtioParts(
            MachineConfig config,
            KvmParts parts,
            IoBus bus,
            Interrupts interrupts,
            VmLoop loop,
            VmClock clock,
            MachineControl control,
            GuestFaults faults,
            Consumer<Throwable> failed,
            @Nullable MachineState begin) {
        context = new DeviceContext(parts.memory(), clock, loop);
        moved = begin != null && !begin.places().isEmpty();
        VirtioConfig virtio = config.virtio();
        if (virtio.devices().isEmpty() && config.watchdog().isEmpty() && !virtio.hotPlug()) {
            pool = Optional.empty();
            rack = Optional.empty();
            return;
        }
        IoPool workers = new IoPool(
                "hv/" + config.name() + "/io",
                THREADS,
                (event, address, size, value, on) -> parts.vm().ioeventfd(event, false, address, size, value, on),
                faults,
                failed,
                config.virtio().patience());
        pool = Optional.of(workers);
        try {
            VirtioRack devices = new VirtioRack(
                    new VirtioRack.Connections(bus, parts.memory(), workers, interrupts::line, interrupts, faults),
                    config.virtio().pci(),
                    parts.map());
            for (Function<? super DeviceContext, ? extends VirtioDevice> factory : virtio.devices()) {
                VirtioDevice device = factory.apply(context);
                if (begin == null || !moved) {
                    devices.add(device);
                } else {
                    devices.add(device, place(begin, device.name()));
                }
            }
            if (config.watchdog().isPresent()) {
                I6300Esb watchdog = new I6300Esb("watchdog0", clock, loop, control);
                if (begin == null || !moved) {
                    devices.add(watchdog);
                } else {
                    devices.add(watchdog, place(begin, watchdog.name()));
                }
            }
            rack = Optional.of(devices);
        } catch (RuntimeException | Error e) {
            workers.close();
            throw e;
        }
    }

    private static int place(MachineState begin, String device) {
        return begin.slotOf(device)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the state is of a machine without '" + device + "': it has " + begin.places()));
    }

    /** Rejects with {@link IllegalArgumentException} the state of a machine whose devices are in other slots. */
    void requirePlaces(MachineState state) {
        Set<PciPlace> here = rack.map(VirtioRack::places).map(Set::copyOf).orElse(Set.of());
        if (!state.places().isEmpty() && !here.equals(Set.copyOf(state.places()))) {
            throw new IllegalArgumentException(
                    "the state is of a machine with devices at " + state.places() + ", and this one has " + here);
        }
    }

    /** Puts the devices into the board's care. */
    void join(MicroBoard board) {
        rack.ifPresent(board::include);
    }

    /** From now on devices come and go; {@code soon} and {@code gone} are as for {@link HotPlug}. */
    HotPlug listen(MicroBoard board, IoBus bus, Runnable soon, Consumer<String> gone) {
        HotPlug slots = new HotPlug(rack.orElseThrow(), board, context, bus, soon, gone);
        hotPlug = slots;
        return slots;
    }

    /** How devices come and go, where they do. */
    Optional<HotPlug> hotPlug() {
        return Optional.ofNullable(hotPlug);
    }

    /** Where the devices are, where that is not where a fresh machine has them. */
    List<PciPlace> places() {
        boolean changed = moved || hotPlug().filter(HotPlug::hasChanged).isPresent();
        return changed ? rack.orElseThrow().places() : List.of();
    }

    Optional<VirtioRack> rack() {
        return rack;
    }

    /** What ACPI has to tell of them. */
    AcpiMachine describe(AcpiMachine machine, MemoryMap map) {
        AcpiMachine described = machine;
        if (rack.isPresent() && rack.get().isPci()) {
            int buses = (int) (MemoryMap.ECAM.size() >>> BUS_SHIFT);
            described = described.with(new AcpiMachine.Ecam(MemoryMap.ECAM.address(), buses), map.mmio64());
            described = hotPlug == null ? described : described.withHotPlug();
        }
        int registers = rack.map(VirtioRack::registers).orElse(0);
        for (int i = 0; i < registers; i++) {
            described = described.with(
                    new AcpiMachine.VirtioMmio(i, VirtioRack.address(i), VirtioMmio.SIZE, VirtioRack.gsi(i)));
        }
        return described;
    }

    /**
     * Waits for the I/O under way, and holds more back.
     *
     * @throws io.hv.kvm.bus.StillBusyException if some of it does not end
     */
    void park() {
        pool.ifPresent(IoPool::park);
    }

    /** The same before the end, for as long as it takes. */
    void parkForGood() {
        pool.ifPresent(IoPool::parkForGood);
    }

    void unpark() {
        pool.ifPresent(IoPool::unpark);
    }

    /** After all devices were restored. */
    void restored() {
        rack.ifPresent(VirtioRack::restored);
    }

    /** Ends the threads, and gives back what devices hold; after the vCPUs have ended. */
    @Override
    public void close() {
        pool.ifPresent(IoPool::close);
        rack.ifPresent(VirtioRack::close);
    }
}
