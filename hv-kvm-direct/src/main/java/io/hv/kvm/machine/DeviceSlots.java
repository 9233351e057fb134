package io.hv.kvm.machine;

import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.device.VirtioDevice;
import java.time.Duration;
import java.util.function.Function;

/**
 * The slots of a machine whose virtio devices come and go while it lives. Everything is done under the machine's monitor, which is
 * taken here. Safe for any thread that is not the machine's own.
 */
public final class DeviceSlots {

    /** After a machine could not stand still for what its guest has let go of. */
    private static final Duration SETTLE_AGAIN = Duration.ofSeconds(1);

    private final VirtualMachine machine;
    private final MachineParts parts;
    private final EventLoop.Timer settleAgain;
    private final HotPlug slots;

    /**
     * From now on devices come and go.
     *
     * @param control takes them out, as the machine's threads may not wait until it stands still
     */
    DeviceSlots(VirtualMachine machine, MachineParts parts, ControlThread control, MachineObserver observer) {
        this.machine = machine;
        this.parts = parts;
        Runnable soon = () -> control.execute(this::settle);
        this.settleAgain = parts.loop().timer(() -> "hot-plug", soon);
        this.slots = parts.virtio().listen(parts.board(), parts.bus(), soon, observer::unplugged);
    }

    /**
     * Puts a virtio device into the first slot of PCI that is free, and tells the guest. It stands still meanwhile, and runs
     * afterwards if it ran. When this returns the device is there; the guest may take its time to look. What the device holds
     * of the host stays the caller's if this fails.
     *
     * @throws IllegalArgumentException if there is no slot left, or another device has its name
     * @throws StillBusyException as {@link VirtualMachine#pause()}
     */
    public void plug(Function<? super DeviceContext, ? extends VirtioDevice> device) {
        boolean unused = machine.inspect(standing -> {
            slots.plug(device);
            return true;
        });
    }

    /**
     * Asks the guest to let go of a virtio device, without waiting. When it has, or was reset, the device leaves the machine,
     * and {@link MachineObserver#unplugged} tells. To ask once more is to ask again.
     *
     * @throws IllegalArgumentException if there is no such device
     */
    public void unplug(String device) {
        synchronized (machine) {
            machine.requireOpen();
            slots.ask(device);
        }
    }

    /** The guest has let go of something: what it has let go of goes when the machine stands still. */
    private void settle() {
        synchronized (machine) {
            if (machine.isRunning()) {
                try {
                    boolean unused = machine.inspect(standing -> true);
                } catch (StillBusyException e) {
                    // It goes on, and what hangs may have ended by then.
                    settleAgain.arm(parts.clock().nanos() + SETTLE_AGAIN.toNanos());
                    throw e;
                }
            }
        }
    }
}
