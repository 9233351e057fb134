package io.hv.kvm.vcpu;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Sregs;
import java.util.Optional;

/**
 * Why a vCPU has stopped by itself.
 *
 * @param cause what kind
 * @param reason one line for people
 * @param event of a {@link Cause#SYSTEM_EVENT}, the kernel's number of it: 1 shutdown, 2 reset, 3 crash; else 0
 * @param registers what its registers were, where KVM still told
 * @param instruction the bytes it could not go on with, where KVM told; else none
 * @param trap of a {@link Cause#DEBUG}, what was met
 * @param failure of a {@link Cause#HOST_FAILURE}, what was thrown
 */
public record VcpuStop(
        Cause cause,
        String reason,
        int event,
        Optional<Registers> registers,
        Bytes instruction,
        Optional<DebugTrap> trap,
        Optional<Throwable> failure) {

    /** Of any cause but {@link Cause#DEBUG}. */
    public VcpuStop(
            Cause cause,
            String reason,
            int event,
            Optional<Registers> registers,
            Bytes instruction,
            Optional<Throwable> failure) {
        this(cause, reason, event, registers, instruction, Optional.empty(), failure);
    }

    static VcpuStop debug(DebugTrap trap) {
        return new VcpuStop(
                Cause.DEBUG, "a debug event", 0, Optional.empty(), Bytes.EMPTY, Optional.of(trap), Optional.empty());
    }

    /** What stopped it. */
    public enum Cause {
        /** It halts, and nothing could wake it: a machine without interrupt controllers. */
        HALT,
        /** A triple fault: what resets a machine. */
        SHUTDOWN,
        /** The guest asked by a paravirtual interface. */
        SYSTEM_EVENT,
        /** It has met what a debugger told it to look for. */
        DEBUG,
        /** KVM or the processor cannot go on with this guest. */
        CRASH,
        /** The host failed, or hv did. */
        HOST_FAILURE
    }

    /** Both kinds of registers. */
    public record Registers(Regs general, Sregs system) {

        /** All of them, in several lines. */
        public String dump() {
            return general.dump() + "\n" + system.dump();
        }
    }
}
