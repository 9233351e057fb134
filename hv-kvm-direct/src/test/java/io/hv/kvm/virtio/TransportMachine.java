package io.hv.kvm.virtio;

import io.hv.kvm.board.DeviceState;
import io.hv.kvm.board.MicroBoard;
import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.board.Wiring;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMachine;
import io.hv.kvm.bus.TestMsi;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** One device behind a real transport, on a board that resets, saves and restores it as a machine's does. */
final class TransportMachine implements AutoCloseable {

    private final ManualClock clock = new ManualClock();
    private final List<String> faults = new ArrayList<>();
    private final MicroBoard board;
    private final VirtioRack rack;
    private int edgesSeen;
    final IoBus bus = new IoBus(this::fault);
    final ManualWorkers workers = new ManualWorkers();
    final TestLine line = new TestLine();
    final TestMsi messages = new TestMsi();

    TransportMachine(VirtioDevice device, GuestMemory memory, boolean pci) {
        Wiring wiring = new Wiring(
                number -> new TestLine(),
                clock,
                clock,
                new ManualLoop(clock),
                new TestMachine(),
                () -> ByteSource.NOTHING,
                octet -> {},
                octet -> {},
                1 << 22,
                0);
        board = new MicroBoard(wiring, false);
        rack = new VirtioRack(
                new VirtioRack.Connections(bus, memory, workers, gsi -> line, messages, this::fault),
                pci,
                MemoryMap.of(1 << 22, 40));
        rack.add(device);
        board.include(rack);
    }

    private void fault(Device who, Throwable fault) {
        boolean rule = fault instanceof BrokenRule broken && broken.rule() != Rule.DEVICE_FAILED;
        // A BAR or a message that the guest has put where none can be; the function tells of it itself.
        boolean place = fault instanceof IllegalArgumentException && who.name().endsWith("-pci");
        if (!rule && !place) {
            throw new AssertionError(who.name() + " threw", fault);
        }
        faults.add(who.name() + ": " + fault.getMessage());
    }

    VirtioFunction function() {
        return rack.functions().get(0);
    }

    /** A store by the guest, which may ring without an exit. */
    void store(long address, int size, long value) {
        if (!workers.store(address, size, value)) {
            bus.writeMmio(address, size, value);
        }
    }

    /** What has happened to the guest since the last call. Several interrupts in one step are as one. */
    String observe() {
        LinkedHashSet<String> seen = new LinkedHashSet<>(faults);
        faults.clear();
        for (String event : messages.drain()) {
            // That a message is prepared, and when, is nothing that the guest sees.
            if (event.startsWith("signal ") || event.startsWith("send ")) {
                seen.add(event.substring(event.indexOf(' ')));
            }
        }
        boolean edge = line.risingEdges() != edgesSeen;
        edgesSeen = line.risingEdges();
        return seen + (line.isHigh() ? " high" : " low") + (edge ? "^" : "");
    }

    List<DeviceState> save() {
        return board.save();
    }

    /** Also rings for everything, as a machine does that goes on. */
    void restore(List<DeviceState> states) {
        board.restore(states);
        rack.restored();
    }

    void reset() {
        board.reset();
        workers.unpark();
    }

    @Override
    public void close() {
        rack.close();
    }
}
