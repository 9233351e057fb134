package io.hv.kvm.gdb;

import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.ioctl.GuestDebug;
import io.hv.kvm.ioctl.MpState;
import io.hv.kvm.machine.DebugObserver;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.vcpu.DebugTrap;
import io.hv.kvm.vcpu.VcpuThread;
import io.hv.nativeaccess.NativeException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A machine as a {@link Target}. It is held while gdb looks at it; single steps run it inside the hold, so that its owner
 * does not see it come and go with each.
 */
final class MachineTarget implements Target {

    private final VirtualMachine machine;
    private final DebugOwner owner;
    private final DebugSupport support;
    private final DebugObserver observer;
    private final int vcpus;
    private final Breakpoints breakpoints;
    private final Int3s int3s = new Int3s();
    private final Queue<Stop> missed = new ArrayDeque<>();
    private Resumption how;
    private int last;

    /** Lets the machine go; null while it runs. */
    private @Nullable Runnable release;

    MachineTarget(VirtualMachine machine, DebugOwner owner, DebugSupport support, DebugObserver observer) {
        this.machine = machine;
        this.owner = owner;
        this.support = support;
        this.observer = observer;
        this.vcpus = machine.inspect(standing -> standing.vcpus().size());
        this.how = Resumption.all(vcpus);
        this.breakpoints = new Breakpoints(support.registers(), this::isPlantable);
    }

    private boolean isPlantable(long address) {
        return support.software()
                && inspect((memory, all) ->
                        LinearMemory.ofAny(memory, all, address).isPresent());
    }

    private interface Look<T> {
        T at(GuestMemory memory, List<VcpuThread> vcpus);
    }

    private <T> T inspect(Look<T> look) {
        try {
            return machine.inspect(standing -> look.at(standing.memory(), standing.vcpus()));
        } catch (NativeException | StillBusyException e) {
            throw GdbError.refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int vcpus() {
        return vcpus;
    }

    @Override
    public void attach() {
        machine.debugger(observer);
        release = owner.hold();
    }

    @Override
    public void detach() {
        try {
            stop();
            breakpoints.clear();
            missed.clear();
            inspect((memory, all) -> {
                all.forEach(vcpu -> vcpu.run(each -> each.setGuestDebug(GuestDebug.OFF)));
                machine.debugger(null);
                return true;
            });
        } finally {
            // Whatever of it failed: nobody else could let the machine go.
            machine.mayRun(vcpu -> true);
            go();
        }
    }

    private void go() {
        Runnable letGo = release;
        release = null;
        if (letGo != null) {
            letGo.run();
        }
    }

    private void requireAlone() {
        if (!owner.isAlone()) {
            throw GdbError.refused("a dump is being written, for which the guest stands still");
        }
    }

    /** Stands still afterwards, with nothing of ours in the guest's memory. */
    private void stop() {
        if (release == null) {
            release = owner.hold();
        } else {
            machine.pause();
        }
        inspect((memory, all) -> {
            int3s.lift(memory);
            return true;
        });
    }

    @Override
    public void kill() {
        owner.kill();
    }

    @Override
    public void reset() {
        requireAlone();
        machine.reset();
    }

    @Override
    public CpuRegisters registers(int vcpu) {
        return onVcpu(vcpu, each -> each.call(CpuRegisters::of));
    }

    @Override
    public void setRegisters(int vcpu, CpuRegisters registers) {
        boolean unused = onVcpu(vcpu, thread -> {
            thread.run(each -> registers.apply(CpuRegisters.of(each), each));
            return true;
        });
    }

    private <T> T onVcpu(int vcpu, Function<VcpuThread, T> task) {
        return inspect((memory, all) -> task.apply(all.get(vcpu)));
    }

    @Override
    public String describe(int vcpu) {
        int state = onVcpu(vcpu, thread -> thread.call(each -> each.mpState()));
        String doing = switch (state) {
            case MpState.RUNNABLE -> "";
            case MpState.HALTED -> ", halted";
            default -> ", waits to be started";
        };
        return "vCPU " + vcpu + doing;
    }

    @Override
    public byte[] read(int vcpu, long address, int length) {
        return inspect((memory, all) -> LinearMemory.of(memory, all.get(vcpu)).read(address, length));
    }

    @Override
    public void write(int vcpu, long address, byte[] bytes) {
        boolean unused = inspect((memory, all) -> {
            LinearMemory.of(memory, all.get(vcpu)).write(address, bytes);
            return true;
        });
    }

    @Override
    public boolean hasDebugRegisters() {
        return breakpoints.hasRegisters();
    }

    @Override
    public void insert(Breakpoint breakpoint) {
        breakpoints.insert(breakpoint);
    }

    @Override
    public void remove(Breakpoint breakpoint) {
        breakpoints.remove(breakpoint);
    }

    @Override
    public Optional<Stop> resume(Resumption wanted) {
        missed.removeIf(stop -> stop.breakpoint().stream().noneMatch(breakpoints::isInserted));
        Stop before = missed.poll();
        if (before != null) {
            last = before.vcpu();
            return Optional.of(before);
        }
        how = wanted;
        boolean unused = inspect((memory, all) -> {
            int3s.plant(memory, all, breakpoints.planted());
            all.forEach(thread ->
                    thread.run(vcpu -> vcpu.setGuestDebug(breakpoints.debug(flags(vcpu.id(), vcpu.mpState())))));
            return true;
        });
        if (wanted.isStep()) {
            requireAlone();
        }
        machine.mayRun(wanted::lets);
        if (wanted.isStep()) {
            machine.resume();
        } else {
            go();
        }
        return Optional.empty();
    }

    /** A halted vCPU can be stepped only by an interrupt. */
    private int flags(int vcpu, int mpState) {
        if (!how.stepping().contains(vcpu)) {
            return 0;
        }
        boolean block = support.blockInterrupts() && mpState == MpState.RUNNABLE;
        return GuestDebug.SINGLE_STEP | (block ? GuestDebug.BLOCK_INTERRUPTS : 0);
    }

    @Override
    public Stop interrupt() {
        stop();
        return Stop.of(how.lets(last) ? last : 0, Stop.INTERRUPTED);
    }

    @Override
    public Stop crashed() {
        stop();
        return Stop.of(last, Stop.CRASHED);
    }

    @Override
    public Optional<Stop> settle(int vcpu, DebugTrap trap) {
        Optional<Stop> stop = meaning(vcpu, trap);
        if (stop.isEmpty()) {
            boolean unused = inspect((memory, all) -> {
                all.get(vcpu)
                        .run(each -> each.setGuestDebug(breakpoints.debug(flags(vcpu, each.mpState())
                                | (trap.breakpoint() ? GuestDebug.INJECT_BREAKPOINT : GuestDebug.INJECT_DEBUG))));
                return true;
            });
            return stop;
        }
        stop();
        last = vcpu;
        return stop;
    }

    /** An instruction will be met again; what was watched would not be. */
    @Override
    public void missed(int vcpu, DebugTrap trap) {
        meaning(vcpu, trap)
                .filter(stop ->
                        stop.breakpoint().stream().anyMatch(each -> each.kind().isWatch()))
                .ifPresent(missed::add);
    }

    private Optional<Stop> meaning(int vcpu, DebugTrap trap) {
        if (trap.breakpoint()) {
            return breakpoints.plantedAt(trap.pc()).map(met -> new Stop(vcpu, Stop.TRAPPED, Optional.of(met)));
        }
        List<Breakpoint> held = breakpoints.inRegisters();
        for (int i = 0; i < held.size(); i++) {
            if (trap.met(i)) {
                return Optional.of(new Stop(vcpu, Stop.TRAPPED, Optional.of(held.get(i))));
            }
        }
        return trap.stepped() && how.stepping().contains(vcpu)
                ? Optional.of(Stop.of(vcpu, Stop.TRAPPED))
                : Optional.empty();
    }
}
