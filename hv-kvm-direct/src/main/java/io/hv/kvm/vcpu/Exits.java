package io.hv.kvm.vcpu;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.ioctl.Exit;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.RunArea;
import io.hv.kvm.vcpu.VcpuStop.Cause;
import io.hv.kvm.vcpu.VcpuStop.Registers;
import io.hv.nativeaccess.NativeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done about an exit. On the vCPU's thread; an access to a device allocates nothing. */
final class Exits {

    private final KvmVcpu vcpu;
    private final RunArea run;
    private final IoBus bus;

    Exits(KvmVcpu vcpu, IoBus bus) {
        this.vcpu = vcpu;
        this.run = vcpu.run();
        this.bus = bus;
    }

    /** Acts on the exit, and tells why the vCPU cannot go on, or null if it can. */
    @Nullable
    VcpuStop handle(int reason) {
        switch (reason) {
            case Exit.IO -> port();
            case Exit.MMIO -> mmio();
            case Exit.DEBUG -> {
                return VcpuStop.debug(new DebugTrap(
                        run.debugException() == DebugTrap.BREAKPOINT_EXCEPTION, run.debugPc(), run.debugDr6()));
            }
            case Exit.INTR, Exit.IRQ_WINDOW_OPEN -> {}
            case Exit.HLT -> {
                return stop(Cause.HALT, "halted, with no interrupt controller to wake it");
            }
            case Exit.SHUTDOWN -> {
                return stop(Cause.SHUTDOWN, "triple fault");
            }
            case Exit.SYSTEM_EVENT -> {
                return new VcpuStop(
                        Cause.SYSTEM_EVENT,
                        "system event " + run.eventType(),
                        run.eventType(),
                        registers(),
                        Bytes.EMPTY,
                        Optional.empty());
            }
            case Exit.INTERNAL_ERROR -> {
                return internalError();
            }
            case Exit.FAIL_ENTRY -> {
                return stop(
                        Cause.CRASH,
                        "the processor refuses this guest's state, reason 0x" + Long.toHexString(run.hardwareReason()));
            }
            default -> {
                return stop(Cause.CRASH, "KVM left for a reason that hv does not know: " + Exit.name(reason));
            }
        }
        return null;
    }

    private void port() {
        int port = run.ioPort();
        int size = run.ioSize();
        int count = run.ioCount();
        if (run.ioIsWrite()) {
            for (int i = 0; i < count; i++) {
                bus.writePort(port, size, run.ioValue(i));
            }
        } else {
            for (int i = 0; i < count; i++) {
                run.ioAnswer(i, bus.readPort(port, size));
            }
        }
    }

    private void mmio() {
        if (run.mmioIsWrite()) {
            bus.writeMmio(run.mmioAddress(), run.mmioSize(), run.mmioValue());
        } else {
            run.mmioAnswer(bus.readMmio(run.mmioAddress(), run.mmioSize()));
        }
    }

    private VcpuStop internalError() {
        int suberror = run.suberror();
        String what = suberror == 1 ? "KVM cannot emulate an instruction" : "KVM internal error " + suberror;
        return new VcpuStop(Cause.CRASH, what, 0, registers(), run.instruction(), Optional.empty());
    }

    private VcpuStop stop(Cause cause, String reason) {
        return new VcpuStop(cause, reason, 0, registers(), Bytes.EMPTY, Optional.empty());
    }

    /** Something failed that is not the guest's doing. */
    VcpuStop failure(Throwable failure) {
        return new VcpuStop(
                Cause.HOST_FAILURE, String.valueOf(failure), 0, registers(), Bytes.EMPTY, Optional.of(failure));
    }

    private Optional<Registers> registers() {
        try {
            return Optional.of(new Registers(vcpu.regs(), vcpu.sregs()));
        } catch (NativeException e) {
            // A vCPU that the kernel has given up on does not tell its registers any more; the cause says enough.
            return Optional.empty();
        }
    }
}
