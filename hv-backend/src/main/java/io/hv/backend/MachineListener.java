package io.hv.backend;

/** What a {@link Machine} tells of itself. Called from any of the machine's threads; never waits. */
public interface MachineListener {

    /** It has ended by itself; it will be closed. Only the first call counts. */
    void ended(MachineEnd end);

    /** Its guest broke a rule of a device; it goes on. */
    void guestFault(String device, String rule);
}
