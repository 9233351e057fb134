package io.hv.kvm.machine;

import io.hv.kvm.WatchdogAction;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.device.panic.Pvpanic;
import io.hv.kvm.machine.MachineCrash.Kind;
import io.hv.kvm.vcpu.VcpuStop;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of what a guest asks for: by a device, or by how a vCPU has left it. On any of the machine's threads, so nothing
 * here waits: what has to is done by the control thread.
 */
final class GuestRequests implements MachineControl {

    /** KVM_SYSTEM_EVENT_SHUTDOWN and KVM_SYSTEM_EVENT_RESET of linux/kvm.h. */
    private static final int EVENT_SHUTDOWN = 1;

    private static final int EVENT_RESET = 2;

    private final Optional<WatchdogAction> watchdog;
    private final MachineObserver observer;
    private final Ending ending;
    private final ControlThread control;
    private final Runnable stopSoon;
    private final Runnable resetByGuest;

    private volatile @Nullable DebugObserver debugger;

    /** Whether a reset that the guest asked for is still to come; more of them before it are the same one. */
    private final AtomicBoolean resetAsked = new AtomicBoolean();

    /**
     * None yet.
     *
     * @param watchdog what it does when it expires
     * @param stopSoon asks the vCPUs to stop
     * @param resetByGuest resets the machine where that is still to be; run by the control thread
     */
    GuestRequests(
            Optional<WatchdogAction> watchdog,
            MachineObserver observer,
            Ending ending,
            ControlThread control,
            Runnable stopSoon,
            Runnable resetByGuest) {
        this.watchdog = watchdog;
        this.observer = observer;
        this.ending = ending;
        this.control = control;
        this.stopSoon = stopSoon;
        this.resetByGuest = resetByGuest;
    }

    // ---- of a vCPU

    /** A vCPU has left the guest for good, or is trapped. */
    void stopped(VcpuThread vcpu, VcpuStop stop) {
        switch (stop.cause()) {
            case SHUTDOWN -> ending.crash(Kind.TRIPLE_FAULT, stop);
            case SYSTEM_EVENT -> systemEvent(stop);
            case DEBUG -> trapped(vcpu, stop);
            case HALT, CRASH -> ending.crash(Kind.INTERNAL_ERROR, stop);
            case HOST_FAILURE -> ending.crash(Kind.HOST_FAILURE, stop);
        }
    }

    private void systemEvent(VcpuStop stop) {
        switch (stop.event()) {
            case EVENT_SHUTDOWN -> ending.powerOff();
            case EVENT_RESET -> askReset();
            default -> ending.crash(Kind.PANIC, stop);
        }
    }

    /** Says who hears of traps; null for nobody. */
    void debugger(@Nullable DebugObserver hearing) {
        debugger = hearing;
    }

    private void trapped(VcpuThread vcpu, VcpuStop stop) {
        stopSoon.run();
        DebugObserver present = debugger;
        if (present != null) {
            present.trapped(vcpu.id(), stop.trap().orElseThrow());
        }
    }

    // ---- a reset

    private void askReset() {
        if (resetAsked.compareAndSet(false, true)) {
            control.execute(resetByGuest);
        }
    }

    /** Whether the guest has asked for a reset that is still to come. */
    boolean isResetAsked() {
        return resetAsked.get();
    }

    /** A reset is done now: whatever was asked for is this one. */
    void resets() {
        resetAsked.set(false);
    }

    // ---- of a device

    @Override
    public void powerOff() {
        ending.powerOff();
    }

    @Override
    public void reset(String source) {
        stopSoon.run();
        askReset();
    }

    @Override
    public void watchdogExpired(String source) {
        WatchdogAction action = watchdog.orElse(WatchdogAction.NONE);
        observer.watchdogExpired(action);
        switch (action) {
            case RESET -> reset(source);
            case POWER_OFF -> powerOff();
            case NONE -> {
                // The observer has heard of it.
            }
        }
    }

    @Override
    public void debugExit(int status) {
        ending.debugExit(status);
    }

    @Override
    public void marked(int value) {
        observer.marked(value);
    }

    @Override
    public void panicked(int events) {
        if ((events & Pvpanic.PANICKED) != 0) {
            ending.crash(Kind.PANIC, "the guest's kernel reports a panic by pvpanic", Bytes.EMPTY);
        }
    }
}
