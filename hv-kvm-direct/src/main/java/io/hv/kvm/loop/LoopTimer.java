package io.hv.kvm.loop;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.EventLoop;

/** A timer of a {@link VmLoop}. Its deadline belongs to the queue's lock. */
final class LoopTimer implements EventLoop.Timer {

    private final TimerQueue queue;
    private final Device device;
    private final Runnable callback;
    private final Runnable wakeUp;

    long deadline;
    /** Equal deadlines fire in the order in which they were armed. */
    long order;
    /** Taken from the queue, and not armed or disarmed since. */
    boolean firing;

    LoopTimer(TimerQueue queue, Device device, Runnable callback, Runnable wakeUp) {
        this.queue = queue;
        this.device = device;
        this.callback = callback;
        this.wakeUp = wakeUp;
    }

    Device device() {
        return device;
    }

    @Override
    public void arm(long deadlineNanos) {
        if (queue.add(this, deadlineNanos)) {
            wakeUp.run();
        }
    }

    @Override
    public void disarm() {
        queue.remove(this);
    }

    /** With the device's monitor held, so that nobody who holds it can be surprised by a callback it has disarmed. */
    void fire() {
        if (queue.takeFiring(this)) {
            callback.run();
        }
    }
}
