package io.hv.kvm.bus;

/** The machine's time. It stands still while the machine is paused and is part of a snapshot. Safe for any thread. */
@FunctionalInterface
public interface Clock {

    /** Nanoseconds since the machine was first started; never decreases. */
    long nanos();
}
