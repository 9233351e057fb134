package io.hv.kvm.machine;

import io.hv.kvm.WatchdogAction;

/**
 * Tells an observer of what happens: where it happens, or, where the control thread {@linkplain ControlThread#stay() stays} and
 * it may be a vCPU's, on the control thread. Threads begin with the processors and the nice value of the one that starts them,
 * and an observer that tells others starts some. Of a guest's faults some are not told there if they come faster than they are
 * told.
 */
final class ObserverRelay implements MachineObserver {

    private final MachineObserver observer;
    private final ControlThread control;

    ObserverRelay(MachineObserver observer, ControlThread control) {
        this.observer = observer;
        this.control = control;
    }

    @Override
    public void poweredOff() {
        if (control.stays()) {
            control.execute(observer::poweredOff);
        } else {
            observer.poweredOff();
        }
    }

    @Override
    public void guestFault(String device, String rule) {
        if (control.stays()) {
            control.tell(() -> observer.guestFault(device, rule));
        } else {
            observer.guestFault(device, rule);
        }
    }

    /** On the control thread in any case. */
    @Override
    public void crashed(MachineCrash crash) {
        observer.crashed(crash);
    }

    /** Where the guest goes on meanwhile, which starts no thread: guests do it very often. */
    @Override
    public void marked(int value) {
        observer.marked(value);
    }

    @Override
    public void restarted() {
        observer.restarted();
    }

    @Override
    public void watchdogExpired(WatchdogAction action) {
        observer.watchdogExpired(action);
    }

    @Override
    public void unplugged(String device) {
        observer.unplugged(device);
    }
}
