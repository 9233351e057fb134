package io.hv.kvm.machine;

import io.hv.kvm.board.MicroBoard;
import io.hv.kvm.board.PciPlace;
import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.acpi.PciHotPlug;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Virtio devices that come into a machine's slots, and leave them. Under the machine's monitor; {@link #plug}, {@link #settle}
 * and {@link #letGo} while it stands still.
 */
final class HotPlug {

    private final VirtioRack rack;
    private final MicroBoard board;
    private final DeviceContext context;
    private final PciHotPlug registers;
    private final Consumer<String> gone;

    /** A bit for each slot that the guest has let go of, and that is not empty yet. */
    private final AtomicInteger ejected = new AtomicInteger();

    private boolean changed;

    /**
     * On the bus from now on.
     *
     * @param soon has the machine stand still for a moment; asked on a vCPU's thread, so it must not wait
     * @param gone hears of each device that has left, while the machine stands still
     */
    HotPlug(VirtioRack rack, MicroBoard board, DeviceContext context, IoBus bus, Runnable soon, Consumer<String> gone) {
        this.rack = rack;
        this.board = board;
        this.context = context;
        this.gone = gone;
        this.registers = board.hotPlug(bus, slot -> {
            int unused = ejected.accumulateAndGet(1 << slot, (some, more) -> some | more);
            soon.run();
        });
    }

    /**
     * Puts a device into the first slot that is free, and tells the guest.
     *
     * @throws IllegalArgumentException if there is none
     */
    void plug(Function<? super DeviceContext, ? extends VirtioDevice> factory) {
        VirtioDevice device = factory.apply(context);
        rack.add(device);
        changed = true;
        board.include(rack, device.name());
        registers.plugged(slotOf(device.name()));
    }

    /**
     * Asks the guest to let go of a device.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    void ask(String device) {
        registers.ask(slotOf(device));
    }

    private int slotOf(String device) {
        return rack.places().stream()
                .filter(place -> place.device().equals(device))
                .mapToInt(PciPlace::slot)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no device '" + device + "' is in a slot"));
    }

    /** Takes out what the guest has let go of; what fails with one device keeps none of the others. */
    void settle() {
        int slots = ejected.getAndSet(0);
        if (slots != 0) {
            Releases all = new Releases();
            rack.places().stream()
                    .filter(place -> (slots & (1 << place.slot())) != 0)
                    .forEach(place -> all.push(() -> remove(place)));
            all.run();
        }
    }

    private void remove(PciPlace place) {
        changed = true;
        board.exclude(rack, place.device());
        // Last in, first out: it is told last, and whatever fails.
        Releases steps = new Releases();
        steps.push(() -> gone.accept(place.device()));
        steps.push(() -> registers.emptied(place.slot()));
        steps.push(() -> rack.remove(place.device()));
        steps.run();
    }

    /** The machine is reset, so its guest has let go of everything: takes out what it was asked for. */
    void letGo() {
        int asked = registers.asked();
        int unused = ejected.accumulateAndGet(asked, (some, more) -> some | more);
        settle();
    }

    /** Whether a device has come or gone since the machine was made. */
    boolean hasChanged() {
        return changed;
    }
}
