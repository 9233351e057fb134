package io.hv.kvm.machine;

import io.hv.kvm.WatchdogAction;

/** Who hears how a machine fares. Called from any of its threads; returns at once. */
public interface MachineObserver {

    /** The guest switched itself off. Its vCPUs are told to stop. */
    void poweredOff();

    /** The guest cannot go on. Its vCPUs are told to stop. */
    void crashed(MachineCrash crash);

    /** The guest wrote to its marker port, port 80h. */
    default void marked(int value) {}

    /** It was reset, and stands at its first instruction. */
    default void restarted() {}

    /** The guest has let its watchdog run out; what follows comes next. */
    default void watchdogExpired(WatchdogAction action) {}

    /** A device has left the machine, which was asked for ({@link VirtualMachine#unplug}). It stands still meanwhile. */
    default void unplugged(String device) {}

    /** The guest broke a rule of a device, and goes on. */
    void guestFault(String device, String rule);
}
