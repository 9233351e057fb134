package io.hv.kvm.machine;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.machine.MachineCrash.Kind;

/**
 * Puts a machine into its state after power-on, for its owner or its guest. A machine whose reset fails is a crashed one: there is
 * nothing left that could go on. Under the machine's monitor.
 */
final class Resets {

    private final Execution execution;
    private final PowerOn powerOn;
    private final GuestRequests requests;
    private final Ending ending;
    private final MachineObserver observer;

    Resets(Execution execution, PowerOn powerOn, GuestRequests requests, Ending ending, MachineObserver observer) {
        this.execution = execution;
        this.powerOn = powerOn;
        this.requests = requests;
        this.ending = ending;
        this.observer = observer;
    }

    /**
     * For its owner. It then runs if it ran.
     *
     * @throws StillBusyException if requests to a device do not end; the machine then goes on as if not reset
     */
    void byOwner() {
        boolean ran = execution.isRunning();
        try {
            reset(ran);
        } catch (StillBusyException e) {
            if (ran) {
                execution.resume();
            }
            throw e;
        }
    }

    /** For its guest, if that has asked and the reset has not come yet. */
    void byGuest() {
        if (!requests.isResetAsked()) {
            return;
        }
        try {
            reset(execution.isRunning());
        } catch (StillBusyException e) {
            // Its guest does not expect to go on.
            ending.crash(Kind.HOST_FAILURE, "the reset failed: " + e.getMessage(), Bytes.EMPTY);
        }
    }

    /** The reset that its guest has asked for comes now, of a machine that stands still. */
    void standing() {
        if (requests.isResetAsked()) {
            reset(false);
        }
    }

    private void reset(boolean ran) {
        try {
            execution.standStill();
            putBack();
        } catch (StillBusyException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            ending.crash(Kind.HOST_FAILURE, "the reset failed: " + e.getMessage(), Bytes.EMPTY);
            throw e;
        }
        if (ran) {
            execution.resume();
        }
    }

    private void putBack() {
        requests.resets();
        if (!ending.hasCome()) {
            powerOn.again();
            observer.restarted();
        }
    }
}
