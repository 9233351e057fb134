package io.hv.kvm.gdb;

import io.hv.kvm.vcpu.DebugTrap;
import java.util.Optional;

/**
 * What is debugged, for one thread. Between {@link #resume} and the next {@link #interrupt} or {@link #settle} it runs, and
 * only these two may be called. All methods may throw {@link GdbError}, and {@link IllegalStateException} once it has ended.
 */
interface Target {

    /** How many vCPUs it has, from number 0. */
    int vcpus();

    /** Stops it. */
    void attach();

    /** Takes all breakpoints out and lets it go on. */
    void detach();

    /** Ends it, as a power cut does. */
    void kill();

    /** Resets it; it stands still at its first instruction then. */
    void reset();

    CpuRegisters registers(int vcpu);

    void setRegisters(int vcpu, CpuRegisters registers);

    /** What a vCPU does, in a word or two. */
    String describe(int vcpu);

    /** At most {@code length} bytes at a linear address of a vCPU's, at least one; fewer where RAM ends. */
    byte[] read(int vcpu, long address, int length);

    /** Writes all of it, or nothing. */
    void write(int vcpu, long address, byte[] bytes);

    /** Whether there are debug registers for hardware breakpoints and watchpoints. */
    boolean hasDebugRegisters();

    void insert(Breakpoint breakpoint);

    void remove(Breakpoint breakpoint);

    /**
     * Lets it go on.
     *
     * @return why it does not: something that was met at the same time as what has been told last
     */
    Optional<Stop> resume(Resumption how);

    /** Stops it. */
    Stop interrupt();

    /**
     * Stops it because a vCPU has met something.
     *
     * @return what that is; empty if it is the guest's own business, and it goes on
     */
    Optional<Stop> settle(int vcpu, DebugTrap trap);

    /** Notes what a vCPU has met while it was being stopped for something else. */
    void missed(int vcpu, DebugTrap trap);

    /** Stops it because it cannot go on. */
    Stop crashed();
}
