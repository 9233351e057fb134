package io.hv.kvm.bus;

/**
 * The machine's one thread for everything that is not a vCPU: timers, wake-ups, sockets. Callbacks hold the monitor of
 * the device they were registered for, must not block, and may re-arm their timer. Methods are safe for any thread.
 */
public interface EventLoop {

    /**
     * A one-shot timer on the machine's {@link Clock}, disarmed.
     *
     * @param device whose monitor is held while {@code callback} runs
     */
    Timer timer(Device device, Runnable callback);

    /**
     * Runs a task soon, on the loop's thread.
     *
     * @param device whose monitor is held while {@code task} runs
     */
    void execute(Device device, Runnable task);

    /** A one-shot timer. */
    interface Timer {

        /** Fires once when the machine's clock reaches {@code deadlineNanos}; replaces an earlier deadline. */
        void arm(long deadlineNanos);

        /** Forgets the deadline. A callback that is already waiting for the device's monitor does not run any more. */
        void disarm();
    }
}
