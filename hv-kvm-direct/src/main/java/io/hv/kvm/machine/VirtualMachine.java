package io.hv.kvm.machine;

import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.vcpu.VcpuSchedule;
import io.hv.kvm.vcpu.VcpuThread;
import io.hv.kvm.virtio.VirtioFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A machine in this process, from power-on, or from a state of another machine, to {@link #close()}. It begins paused, at
 * its guest's first instruction or where the other one was.
 *
 * <p>{@link #resume}, {@link #pause}, {@link #reset}, {@link #save}, {@link #freeze}, {@link #restore} and {@link #close}
 * exclude each other; they must not be called from the machine's own threads. Once the guest has ended (see {@link MachineObserver}),
 * its vCPUs do not run any more, whatever is called.
 */
public final class VirtualMachine implements AutoCloseable {

    private final MachineConfig config;
    private final Reaper reaper;
    /** What the kernel takes long to close. */
    private final Releases kernel = new Releases();

    private final ControlThread control;
    private final Vcpus vcpus = new Vcpus();
    private final Ending ending;
    private final GuestRequests requests;
    private final MachineParts parts;
    private final Optional<DeviceSlots> slots;
    private final PowerOn powerOn;
    private final StateTransfer transfer;
    private final Execution execution;
    private final Resets resets;

    /** Under this object's monitor. */
    private boolean closed;

    /**
     * Powers a machine on.
     *
     * @param reaper closes what the kernel takes long to close
     * @throws BootException if what it boots is missing, malformed, or does not fit
     * @throws io.hv.nativeaccess.NativeException if the host refuses something
     */
    public VirtualMachine(Kvm kvm, MachineConfig config, MachineObserver observer, Reaper reaper) {
        this(kvm, config, observer, reaper, Beginning.powerOn());
    }

    /**
     * Makes a machine that goes on from where another one was, of the same configuration, on the same host and since the
     * same start of it. Its guest's clocks show what the other's do. It begins paused, and touches no page of its RAM but
     * those that differ from what both share. A later reset boots what this configuration says.
     *
     * @param image open until this returns; it can be used again
     * @throws IllegalArgumentException if the image is of another kind of machine
     * @throws io.hv.nativeaccess.NativeException if the host refuses something
     */
    public static VirtualMachine fork(
            Kvm kvm, MachineConfig config, MachineObserver observer, Reaper reaper, MachineImage image) {
        return begin(kvm, config, observer, reaper, image, ClockPolicy.FORK);
    }

    /** As {@link #fork}, with clocks that go on by a policy: from an image that was kept, for example. */
    public static VirtualMachine begin(
            Kvm kvm,
            MachineConfig config,
            MachineObserver observer,
            Reaper reaper,
            MachineImage image,
            ClockPolicy clocks) {
        return new VirtualMachine(kvm, config, observer, reaper, Beginning.of(image, clocks));
    }

    private VirtualMachine(Kvm kvm, MachineConfig config, MachineObserver owner, Reaper reaper, Beginning beginning) {
        BootTrace trace = new BootTrace(config.name());
        this.config = config;
        this.reaper = reaper;
        this.control = new ControlThread("hv/" + config.name() + "/control");
        MachineObserver observer = new ObserverRelay(owner, control);
        this.ending = new Ending(observer, control, vcpus::stopSoon, this::registers);
        this.requests =
                new GuestRequests(config.watchdog(), observer, ending, control, vcpus::stopSoon, this::resetByGuest);
        Releases started = new Releases();
        started.push(control::close);
        try {
            parts = new MachineParts(kvm, config, beginning, observer, requests, ending, trace, kernel, started);
            slots = config.virtio().hotPlug()
                    ? Optional.of(new DeviceSlots(this, parts, control, observer))
                    : Optional.empty();
            for (KvmVcpu vcpu : parts.kernel().vcpus()) {
                VcpuThread thread = new VcpuThread(
                        "hv/" + config.name() + "/vcpu" + vcpu.id(), vcpu, parts.bus(), requests::stopped);
                started.push(thread::close);
                vcpus.add(thread);
            }
            powerOn = new PowerOn(config, parts, vcpus, trace, beginning.afterPowerOn());
            transfer = new StateTransfer(parts, vcpus);
            execution = new Execution(parts, vcpus, ending, trace);
            resets = new Resets(execution, powerOn, requests, ending, observer);
            MachineState state = beginning.state();
            if (state == null) {
                powerOn.boot();
            } else {
                transfer.restore(state, beginning.clocks());
            }
        } catch (RuntimeException | Error e) {
            started.runAfter(e);
            kernel.runAfter(e);
            throw e;
        }
    }

    // ---- running and standing still

    /** Lets the vCPUs run. Does nothing if they do, or if the guest has ended. */
    public synchronized void resume() {
        requireOpen();
        execution.resume();
    }

    /**
     * Stops the vCPUs, then the devices' time. When it returns, both stand still.
     *
     * @throws StillBusyException if requests to a device do not end; the machine then goes on if it ran
     */
    public synchronized void pause() {
        requireOpen();
        execution.standStillOrGoOn();
    }

    /** Where further devices can be put before the vCPUs run. */
    IoBus bus() {
        return parts.bus();
    }

    /** Tells the vCPUs to stop, without waiting; for any thread, theirs too. {@link #pause} then waits. */
    void stopSoon() {
        vcpus.stopSoon();
    }

    /** Whether it is open, and runs. Under its monitor. */
    boolean isRunning() {
        return !closed && execution.isRunning();
    }

    /**
     * Puts everything but RAM into its state after power-on, save what a battery keeps, and boots again. It then runs if
     * it ran. A machine whose reset fails is a crashed one: there is nothing left that could go on.
     *
     * @throws StillBusyException if requests to a device do not end; the machine then goes on as if not reset
     */
    public synchronized void reset() {
        requireOpen();
        resets.byOwner();
    }

    private synchronized void resetByGuest() {
        if (!closed) {
            resets.byGuest();
        }
    }

    /** Where virtio devices come and go; nothing where they do not ({@link VirtioConfig#hotPlug}). For any thread. */
    public Optional<DeviceSlots> slots() {
        return slots;
    }

    // ---- debugging

    /** Says who debugs the machine; null for nobody. While it stands still. */
    public void debugger(@Nullable DebugObserver observer) {
        requests.debugger(observer);
    }

    /** Says which vCPUs {@link #resume} lets run, from the next time on: a debugger lets one go alone. */
    public synchronized void mayRun(IntPredicate vcpu) {
        vcpus.mayRun(vcpu);
    }

    /**
     * Looks at the machine, or changes it, while it stands still. It runs afterwards if it ran.
     *
     * @throws StillBusyException as {@link #pause()}
     */
    public synchronized <T> T inspect(Function<? super Standing, T> task) {
        requireOpen();
        boolean ran = execution.isRunning();
        if (ran) {
            execution.standStillOrGoOn();
        }
        try {
            return task.apply(new Standing(parts.memory(), List.copyOf(vcpus.threads())));
        } finally {
            if (ran) {
                resume();
            }
        }
    }

    // ---- state

    /**
     * All that the machine is, save its RAM.
     *
     * @throws IllegalStateException if it runs
     */
    public synchronized MachineState save() {
        requireStandingStill();
        return transfer.save();
    }

    /**
     * All that the machine is, for others to begin from ({@link #fork}). It stands still meanwhile, and runs afterwards if it
     * ran.
     *
     * @return closed by the caller
     * @throws IllegalStateException if its guest has ended
     * @throws io.hv.nativeaccess.NativeException if the host refuses something; the machine then goes on as it was
     */
    public synchronized MachineImage freeze() {
        requireOpen();
        boolean ran = execution.isRunning();
        if (ran) {
            execution.standStillOrGoOn();
        }
        try {
            // The guest has written its last before a reset that it asked for, and nothing in its state would tell of
            // it.
            resets.standing();
            if (ending.hasCome()) {
                throw new IllegalStateException("the guest of " + config.name() + " has ended");
            }
            MachineState state = transfer.save();
            return new MachineImage(parts.memory().freeze(), state, powerOn.kernel());
        } finally {
            if (ran) {
                resume();
            }
        }
    }

    /**
     * Takes over the state of a machine of the same configuration, whose RAM has been copied already.
     *
     * @throws IllegalStateException if this machine runs
     * @throws IllegalArgumentException if the state is of another kind of machine; this one is of no use then
     */
    public synchronized void restore(MachineState state, ClockPolicy clocks) {
        requireStandingStill();
        transfer.restore(state, clocks);
    }

    // ---- from outside

    /** The machine's RAM. The caller must not use it after {@link #close()}. */
    public GuestMemory memory() {
        return parts.memory();
    }

    /**
     * Presses the power button. For any thread. A machine that stands still feels it when it goes on; a closed one never.
     */
    public void pressPowerButton() {
        parts.door().pressPowerButton();
    }

    /**
     * Tells the serial port that there is input. For any thread. A machine that stands still looks when it goes on; a
     * closed one never.
     */
    public void serialInputReady() {
        parts.door().serialInputReady();
    }

    /**
     * Tells a virtio device that something has come for it. For any thread. One of a machine that stands still is not told,
     * and looks when it goes on; one of a closed machine never.
     */
    public void tell(Runnable device) {
        parts.door().enter(device);
    }

    /** The status that the guest left by the debug-exit port, if it did. */
    public OptionalInt debugExit() {
        return ending.debugExit();
    }

    /** The last 64 KiB that the guest wrote to the debug console. */
    public String debugOutput() {
        return parts.debugOutput().text();
    }

    /** The last value that the guest wrote to the POST port. */
    public int postCode() {
        return parts.board().postCode();
    }

    /** The virtio devices, in order. Also of a closed machine. */
    public List<VirtioFunction> virtioDevices() {
        return parts.virtio().rack().map(VirtioRack::functions).orElse(List.of());
    }

    /**
     * When and where the thread of a vCPU runs. From now on its observer hears of its end and of its faults on another
     * thread: what such a one starts begins with the same schedule. Not for the machine's own threads.
     *
     * @throws IndexOutOfBoundsException if there is no such vCPU
     */
    public VcpuSchedule schedule(int vcpu) {
        control.stay();
        return vcpus.threads().get(vcpu).schedule();
    }

    /** How long the host's processors have worked for its vCPUs. Also of a closed machine. */
    public Duration cpuTime() {
        return vcpus.cpuTime();
    }

    /** How often the vCPUs have left the guest, by the name of the reason. */
    public Map<String, Long> exits() {
        return vcpus.exits();
    }

    /** The registers of each vCPU, for people. It stands still for a moment. */
    public String registersNow() {
        return inspect(standing -> vcpus.registers());
    }

    /** Those of a guest that has ended. */
    private synchronized String registers() {
        if (closed) {
            return "";
        }
        execution.standStill();
        return vcpus.registers();
    }

    // ---- the end

    /** Under its monitor. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the machine " + config.name() + " is closed");
        }
    }

    private void requireStandingStill() {
        requireOpen();
        if (execution.isRunning()) {
            throw new IllegalStateException("the machine " + config.name() + " runs");
        }
    }

    /**
     * Ends the machine at once, and all its threads. What the kernel takes long to close, the reaper closes. Idempotent.
     */
    @Override
    public void close() {
        ending.byOwner();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            parts.door().close();
        }
        Releases threads = new Releases();
        threads.push(control::close);
        execution.end(threads);
        // If this throws, a thread may still use the machine's memory: it stays mapped, which is better than a crash.
        threads.run();
        reaper.bury(kernel::run);
    }
}
