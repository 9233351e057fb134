package io.hv.kvm.bus;

/** Takes note of what a guest did that a device could not stand. Safe for any thread; must not block. */
@FunctionalInterface
public interface GuestFaults {

    /**
     * A device threw instead of answering. The machine goes on: a read is answered with all ones, a write is lost.
     *
     * @param device who threw
     * @param fault what it threw
     */
    void report(Device device, Throwable fault);
}
