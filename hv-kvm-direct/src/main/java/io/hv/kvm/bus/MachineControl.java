package io.hv.kvm.bus;

/**
 * What a device may ask of the machine it sits in. Each call only leaves a request and returns at once: the machine acts
 * on it when its vCPUs have stopped, so a device never sees itself reset or closed inside one of its own methods. A guest
 * may cause the same request any number of times. Safe for any thread; may be called with a device's monitor held.
 */
public interface MachineControl {

    /** The guest has put the machine into soft-off (ACPI S5). */
    void powerOff();

    /**
     * The guest asks for a reset of the whole machine.
     *
     * @param source the name of the device it asked by
     */
    void reset(String source);

    /**
     * The guest has let a watchdog run out.
     *
     * @param source the name of the watchdog
     */
    default void watchdogExpired(String source) {}

    /**
     * The guest ends a test run.
     *
     * @param status always odd, so that it differs from a clean exit
     */
    void debugExit(int status);

    /** The guest wrote to its marker port, which is also where firmware tells of its progress. Quick. */
    default void marked(int value) {}

    /**
     * The guest's kernel reports that it has panicked.
     *
     * @param events a set of bits: 1 the kernel panicked, 2 it goes on to load a crash kernel
     */
    void panicked(int events);
}
