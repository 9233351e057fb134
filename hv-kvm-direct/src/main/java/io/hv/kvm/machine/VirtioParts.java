package io.hv.kvm.machine;

import io.hv.kvm.board.MicroBoard;
import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.clock.VmClock;
import io.hv.kvm.device.watchdog.I6300Esb;
import io.hv.kvm.irq.Interrupts;
import io.hv.kvm.loop.IoPool;
import io.hv.kvm.loop.VmLoop;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.virtio.transport.VirtioMmio;
import java.util.Optional;
import java.util.function.Consumer;

/** A machine's devices on PCI, virtio devices elsewhere, and the threads that work for them; nothing without a device. */
final class VirtioParts implements AutoCloseable {

    /** Each may wait for a disk, so that there are more than processors in small hosts. */
    private static final int THREADS = 4;

    /** Bytes of configuration space for one bus: 1 MiB. */
    private static final int BUS_SHIFT = 20;

    private final Optional<IoPool> pool;
    private final Optional<VirtioRack> rack;

    /** Devices on the bus and in the board's care; the threads stand still. */
    VirtioParts(
            MachineConfig config,
            KvmParts parts,
            IoBus bus,
            Interrupts interrupts,
            VmLoop loop,
            VmClock clock,
            MachineControl control,
            GuestFaults faults,
            Consumer<Throwable> failed) {
        if (config.virtio().devices().isEmpty() && config.watchdog().isEmpty()) {
            pool = Optional.empty();
            rack = Optional.empty();
            return;
        }
        IoPool workers = new IoPool(
                "hv/" + config.name() + "/io",
                THREADS,
                (event, address, size, value, begin) -> parts.vm().ioeventfd(event, false, address, size, value, begin),
                faults,
                failed,
                config.virtio().patience());
        pool = Optional.of(workers);
        try {
            VirtioRack devices = new VirtioRack(
                    new VirtioRack.Connections(bus, parts.memory(), workers, interrupts::line, interrupts, faults),
                    config.virtio().pci(),
                    parts.map());
            DeviceContext context = new DeviceContext(parts.memory(), clock, loop);
            config.virtio().devices().forEach(device -> devices.add(device.apply(context)));
            if (config.watchdog().isPresent()) {
                devices.add(new I6300Esb("watchdog0", clock, loop, control));
            }
            rack = Optional.of(devices);
        } catch (RuntimeException | Error e) {
            workers.close();
            throw e;
        }
    }

    void join(MicroBoard board) {
        rack.ifPresent(board::include);
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
