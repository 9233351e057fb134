package io.hv.kvm.bus;

/** A wire to an interrupt controller. Safe for any thread. Setting a level that the line already has is free. */
@FunctionalInterface
public interface IrqLine {

    /** Drives the line. An edge-triggered input sees an interrupt at the change from false to true. */
    void level(boolean high);

    /** One edge: up, and down again. */
    default void pulse() {
        level(true);
        level(false);
    }
}
