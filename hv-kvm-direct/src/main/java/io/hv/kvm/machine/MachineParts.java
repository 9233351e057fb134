package io.hv.kvm.machine;

import io.hv.kvm.board.MicroBoard;
import io.hv.kvm.board.Wiring;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.clock.VmClock;
import io.hv.kvm.clock.WallClock;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.irq.Interrupts;
import io.hv.kvm.loop.VmLoop;
import io.hv.kvm.machine.MachineCrash.Kind;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.util.List;

/**
 * What a machine is put together from, but for the threads of its vCPUs: what the kernel has of it, its bus, its devices, and what
 * they run on. Set up in the order that KVM wants; the parts stand still. Each has rules of its own of who may use it when.
 */
final class MachineParts {

    private final KvmParts kernel;
    private final IoBus bus;
    private final VmClock clock = new VmClock();
    private final VmLoop loop;
    private final MicroBoard board;
    private final Generation generation;
    private final VirtioParts virtio;
    private final OutsideDoor door;
    private final DebugOutput debugOutput = new DebugOutput();

    /**
     * Puts them together.
     *
     * @param requests what devices ask for
     * @param ending told when a thread of the parts fails
     * @param trace told of the first word on the serial port
     * @param held what the kernel takes long to close; the owner's, also if this fails
     * @param started what else is to be ended; the owner's, also if this fails
     */
    MachineParts(
            Kvm kvm,
            MachineConfig config,
            Beginning beginning,
            MachineObserver observer,
            MachineControl requests,
            Ending ending,
            BootTrace trace,
            Releases held,
            Releases started) {
        kernel = new KvmParts(kvm, config, beginning.memory(), held);
        bus = new IoBus((device, fault) -> observer.guestFault(device.name(), String.valueOf(fault)));
        loop = new VmLoop(
                "hv/" + config.name() + "/loop",
                clock,
                (device, fault) -> observer.guestFault(device.name(), String.valueOf(fault)),
                failure -> ending.crash(Kind.HOST_FAILURE, "the event loop failed: " + failure, Bytes.EMPTY));
        started.push(loop::close);
        Interrupts interrupts = new Interrupts(kernel.vm());
        Wiring wiring = new Wiring(
                interrupts::line,
                clock,
                new WallClock(),
                loop,
                requests,
                config.serialInput(),
                trace.listening(config.serialOutput()),
                debugOutput,
                size(0),
                size(1));
        board = new MicroBoard(wiring, config.panicDevice());
        board.attach(bus);
        generation = new Generation(board, kernel.memory());
        virtio = new VirtioParts(
                config,
                kernel,
                bus,
                interrupts,
                loop,
                clock,
                requests,
                (device, fault) -> observer.guestFault(device.name(), String.valueOf(fault.getMessage())),
                failure -> ending.crash(Kind.HOST_FAILURE, "an I/O thread failed: " + failure, Bytes.EMPTY),
                beginning.state());
        started.push(virtio::close);
        virtio.join(board);
        door = new OutsideDoor(board);
    }

    private long size(int region) {
        List<Region> regions = kernel.memory().regions();
        return region < regions.size() ? regions.get(region).size() : 0;
    }

    KvmParts kernel() {
        return kernel;
    }

    KvmVm vm() {
        return kernel.vm();
    }

    GuestMemory memory() {
        return kernel.memory();
    }

    IoBus bus() {
        return bus;
    }

    VmClock clock() {
        return clock;
    }

    VmLoop loop() {
        return loop;
    }

    MicroBoard board() {
        return board;
    }

    Generation generation() {
        return generation;
    }

    VirtioParts virtio() {
        return virtio;
    }

    OutsideDoor door() {
        return door;
    }

    DebugOutput debugOutput() {
        return debugOutput;
    }
}
