package io.hv.kvm.backend;

import io.hv.CrashReport;
import io.hv.HypervisorException;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.Machine;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineListener;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.MachineConfig;
import io.hv.kvm.machine.MachineCrash;
import io.hv.kvm.machine.MachineObserver;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.nativeaccess.NativeException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a domain: a {@link VirtualMachine} while it lasts, and afterwards what is worth remembering of it. */
final class KvmMachine implements Machine {

    private final String name;
    private final MachineListener listener;
    private volatile @Nullable VirtualMachine machine;
    private volatile Facts facts = new Facts(OptionalInt.empty(), 0, Map.of());

    /** What {@link io.hv.kvm.KvmDomain} tells. */
    record Facts(OptionalInt debugExit, int postCode, Map<String, Long> exits) {}

    KvmMachine(Kvm kvm, MachineConfig config, Reaper reaper, ConsoleBuffer console, MachineListener listener) {
        this.name = config.name();
        this.listener = listener;
        VirtualMachine fresh = new VirtualMachine(kvm, config, new Observer(listener), reaper);
        this.machine = fresh;
        console.onInput(fresh::serialInputReady);
    }

    /** What can be told now; of a closed machine, what could be told at its end. */
    Facts facts() {
        VirtualMachine current = machine;
        return current == null ? facts : factsOf(current);
    }

    private static Facts factsOf(VirtualMachine machine) {
        return new Facts(machine.debugExit(), machine.postCode(), machine.exits());
    }

    private VirtualMachine machine() {
        VirtualMachine current = machine;
        if (current == null) {
            throw new IllegalStateException("the machine of '" + name + "' is closed");
        }
        return current;
    }

    @Override
    public void resume() {
        VirtualMachine current = machine();
        try {
            current.resume();
        } catch (NativeException e) {
            throw standingStill(current, HostErrors.failure("the resumption of '" + name + "'", e));
        }
    }

    /** What could not go on as a whole does not go on in part; what cannot stand still either is at its end. */
    private HypervisorException standingStill(VirtualMachine current, HypervisorException why) {
        try {
            current.pause();
        } catch (NativeException e) {
            why.addSuppressed(e);
            listener.ended(MachineEnd.failed());
        }
        return why;
    }

    @Override
    public void suspend() {
        guarded("the suspension", VirtualMachine::pause);
    }

    @Override
    public void reset() {
        try {
            guarded("the reset", VirtualMachine::reset);
        } catch (BootException e) {
            throw HostErrors.boot("the reset of '" + name + "'", name, e);
        }
    }

    @Override
    public void requestShutdown() {
        guarded("the shutdown", VirtualMachine::pressPowerButton);
    }

    private void guarded(String what, Consumer<VirtualMachine> action) {
        try {
            action.accept(machine());
        } catch (NativeException e) {
            throw HostErrors.failure(what + " of '" + name + "'", e);
        }
    }

    @Override
    public void close() {
        VirtualMachine current = machine;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (NativeException e) {
            throw HostErrors.failure("the end of '" + name + "'", e);
        } finally {
            facts = factsOf(current);
            machine = null;
        }
    }

    private record Observer(MachineListener listener) implements MachineObserver {

        @Override
        public void poweredOff() {
            listener.ended(MachineEnd.shutDown());
        }

        @Override
        public void crashed(MachineCrash crash) {
            listener.ended(MachineEnd.crashed(CrashReport.of(
                    cause(crash.kind()),
                    crash.message(),
                    crash.registers(),
                    crash.instruction().toArray())));
        }

        @Override
        public void guestFault(String device, String rule) {
            listener.guestFault(device, rule);
        }

        private static CrashReport.Cause cause(MachineCrash.Kind kind) {
            return switch (kind) {
                case TRIPLE_FAULT -> CrashReport.Cause.TRIPLE_FAULT;
                case INTERNAL_ERROR -> CrashReport.Cause.INTERNAL_ERROR;
                case PANIC -> CrashReport.Cause.PANIC;
                case HOST_FAILURE -> CrashReport.Cause.HOST_FAILURE;
            };
        }
    }
}
