package io.hv.kvm.machine;

import io.hv.kvm.WatchdogAction;
import io.hv.kvm.board.MicroBoard;
import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.board.Wiring;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.BootPlan;
import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.boot.acpi.AcpiTables;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.clock.VmClock;
import io.hv.kvm.clock.WallClock;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.panic.Pvpanic;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.irq.Interrupts;
import io.hv.kvm.loop.VmLoop;
import io.hv.kvm.machine.MachineCrash.Kind;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import io.hv.kvm.vcpu.VcpuStop;
import io.hv.kvm.vcpu.VcpuThread;
import io.hv.kvm.virtio.VirtioFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
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

    /** KVM_SYSTEM_EVENT_SHUTDOWN and KVM_SYSTEM_EVENT_RESET of linux/kvm.h. */
    private static final int EVENT_SHUTDOWN = 1;

    private static final int EVENT_RESET = 2;

    /** After a machine could not stand still for what its guest has let go of. */
    private static final Duration SETTLE_AGAIN = Duration.ofSeconds(1);

    private final MachineConfig config;
    private final Reaper reaper;
    private final Releases kernel = new Releases();
    private final BootTrace trace;
    private final KvmParts parts;
    private final IoBus bus;
    private final VmClock clock = new VmClock();
    private final VmLoop loop;
    private final EventLoop.Timer settleAgain;
    private final MicroBoard board;
    private final Generation generation;
    private final VirtioParts virtio;
    private final List<VcpuThread> vcpus = new ArrayList<>();
    private final KernelState powerOn;
    private final ControlThread control;

    // Under this object's monitor.
    private IntPredicate mayRun = vcpu -> true;
    private boolean running;
    private boolean closed;

    private volatile @Nullable DebugObserver debugger;

    private final MachineObserver observer;
    private final Ending ending;
    private final OutsideDoor door;
    private final DebugOutput debugOutput = new DebugOutput();

    /** Whether a reset that the guest asked for is still to come; more of them before it are the same one. */
    private final AtomicBoolean resetAsked = new AtomicBoolean();

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

    private VirtualMachine(
            Kvm kvm, MachineConfig config, MachineObserver observer, Reaper reaper, Beginning beginning) {
        this.trace = new BootTrace(config.name());
        this.config = config;
        this.reaper = reaper;
        this.observer = observer;
        this.control = new ControlThread("hv/" + config.name() + "/control");
        this.ending = new Ending(observer, control, this::stopSoon, this::registers);
        Releases started = new Releases();
        started.push(control::close);
        try {
            parts = new KvmParts(kvm, config, beginning.memory(), kernel);
            bus = new IoBus((device, fault) -> observer.guestFault(device.name(), String.valueOf(fault)));
            loop = new VmLoop(
                    "hv/" + config.name() + "/loop",
                    clock,
                    (device, fault) -> observer.guestFault(device.name(), String.valueOf(fault)),
                    failure -> ending.crash(Kind.HOST_FAILURE, "the event loop failed: " + failure, Bytes.EMPTY));
            started.push(loop::close);
            settleAgain = loop.timer(() -> "hot-plug", () -> control.execute(this::settle));
            Interrupts interrupts = new Interrupts(parts.vm());
            board = new MicroBoard(wiring(interrupts), config.panicDevice());
            board.attach(bus);
            generation = new Generation(board, parts.memory());
            virtio = new VirtioParts(
                    config,
                    parts,
                    bus,
                    interrupts,
                    loop,
                    clock,
                    new Control(),
                    (device, fault) -> observer.guestFault(device.name(), String.valueOf(fault.getMessage())),
                    failure -> ending.crash(Kind.HOST_FAILURE, "an I/O thread failed: " + failure, Bytes.EMPTY),
                    beginning.state());
            started.push(virtio::close);
            virtio.join(board);
            if (config.virtio().hotPlug()) {
                virtio.listen(board, bus, () -> control.execute(this::settle), observer::unplugged);
            }
            door = new OutsideDoor(board);
            for (KvmVcpu vcpu : parts.vcpus()) {
                VcpuThread thread =
                        new VcpuThread("hv/" + config.name() + "/vcpu" + vcpu.id(), vcpu, bus, this::vcpuStopped);
                started.push(thread::close);
                vcpus.add(thread);
            }
            KernelState known = beginning.afterPowerOn();
            powerOn = known == null ? KernelState.save(parts.vm(), vcpus) : known;
            MachineState state = beginning.state();
            if (state == null) {
                boot();
            } else {
                apply(state, beginning.clocks());
            }
        } catch (RuntimeException | Error e) {
            started.runAfter(e);
            kernel.runAfter(e);
            throw e;
        }
    }

    private Wiring wiring(Interrupts interrupts) {
        return new Wiring(
                interrupts::line,
                clock,
                new WallClock(),
                loop,
                new Control(),
                config.serialInput(),
                trace.listening(config.serialOutput()),
                debugOutput,
                size(0),
                size(1));
    }

    private long size(int region) {
        List<Region> regions = parts.memory().regions();
        return region < regions.size() ? regions.get(region).size() : 0;
    }

    private void boot() {
        trace.load(this::load);
    }

    private void load() {
        GuestLayout layout = new GuestLayout(parts.memory());
        AcpiTables.place(
                layout,
                virtio.describe(AcpiMachine.of(config.vcpus()).withPanicDevice(config.panicDevice()), parts.map()));
        BootPlan plan = config.loader().load(layout);
        vcpus.get(0).run(vcpu -> EntryRegisters.apply(plan.entry(), vcpu));
    }

    // ---- running and standing still

    /** Lets the vCPUs run. Does nothing if they do, or if the guest has ended. */
    public synchronized void resume() {
        requireOpen();
        if (running || ending.hasCome()) {
            return;
        }
        running = true;
        trace.runs();
        clock.resume();
        door.open();
        // The guest need not wait for the other threads: what a device asks of them keeps until they run.
        vcpus.stream().filter(vcpu -> mayRun.test(vcpu.id())).forEach(VcpuThread::resume);
        virtio.unpark();
        loop.unpark();
        if (ending.hasCome()) {
            // It ended between the look and the resume; whoever ended it may have been first.
            stopSoon();
        }
    }

    /**
     * Stops the vCPUs, then the devices' time. When it returns, both stand still.
     *
     * @throws StillBusyException if requests to a device do not end; the machine then goes on if it ran
     */
    public synchronized void pause() {
        requireOpen();
        standStillOrGoOn();
    }

    private void standStillOrGoOn() {
        boolean ran = running;
        try {
            standStill();
        } catch (RuntimeException | Error e) {
            if (ran) {
                goOn(e);
            }
            throw e;
        }
    }

    private void goOn(Throwable because) {
        Releases resumption = new Releases();
        resumption.push(this::resume);
        resumption.runAfter(because);
    }

    private void standStill() {
        door.close();
        // Before anything can fail: a resume afterwards lets all run on that have stopped.
        running = false;
        stopSoon();
        vcpus.forEach(VcpuThread::awaitPaused);
        virtio.park();
        loop.park();
        clock.pause();
        virtio.hotPlug().ifPresent(HotPlug::settle);
    }

    /** Where further devices can be put before the vCPUs run. */
    IoBus bus() {
        return bus;
    }

    /** Tells the vCPUs to stop, without waiting; for any thread, theirs too. {@link #pause} then waits. */
    void stopSoon() {
        // One that cannot be asked keeps none of the others from being asked.
        Releases requests = new Releases();
        vcpus.forEach(vcpu -> requests.push(vcpu::requestPause));
        requests.run();
    }

    /**
     * Puts everything but RAM into its state after power-on, save what a battery keeps, and boots again. It then runs if
     * it ran. A machine whose reset fails is a crashed one: there is nothing left that could go on.
     *
     * @throws StillBusyException if requests to a device do not end; the machine then goes on as if not reset
     */
    public synchronized void reset() {
        requireOpen();
        boolean ran = running;
        try {
            reset(ran);
        } catch (StillBusyException e) {
            if (ran) {
                resume();
            }
            throw e;
        }
    }

    private void reset(boolean ran) {
        try {
            standStill();
            resetStanding();
        } catch (StillBusyException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            ending.crash(Kind.HOST_FAILURE, "the reset failed: " + e.getMessage(), Bytes.EMPTY);
            throw e;
        }
        if (ran) {
            resume();
        }
    }

    private void resetStanding() {
        resetAsked.set(false);
        if (!ending.hasCome()) {
            virtio.hotPlug().ifPresent(HotPlug::letGo);
            board.reset();
            powerOn.restore(parts.vm(), vcpus);
            boot();
            observer.restarted();
        }
    }

    // ---- devices that come and go

    /**
     * Puts a virtio device into the first slot of PCI that is free, and tells the guest. It stands still meanwhile, and runs
     * afterwards if it ran. When this returns the device is there; the guest may take its time to look. What the device holds
     * of the host stays the caller's if this fails.
     *
     * @throws IllegalArgumentException if there is no slot left, or another device has its name
     * @throws IllegalStateException if the machine was not made for that ({@link VirtioConfig#hotPlug})
     * @throws StillBusyException as {@link #pause()}
     */
    public synchronized void plug(Function<? super DeviceContext, ? extends VirtioDevice> device) {
        HotPlug slots = hotPlug();
        boolean unused = inspect(standing -> {
            slots.plug(device);
            return true;
        });
    }

    /**
     * Asks the guest to let go of a virtio device, without waiting. When it has, or was reset, the device leaves the machine,
     * and {@link MachineObserver#unplugged} tells. To ask once more is to ask again.
     *
     * @throws IllegalArgumentException if there is no such device
     * @throws IllegalStateException if the machine was not made for that
     */
    public synchronized void unplug(String device) {
        hotPlug().ask(device);
    }

    /** Whether virtio devices come and go. */
    public boolean canPlug() {
        return config.virtio().hotPlug();
    }

    private HotPlug hotPlug() {
        requireOpen();
        return virtio.hotPlug()
                .orElseThrow(() ->
                        new IllegalStateException("devices of the machine " + config.name() + " do not come and go"));
    }

    /** Its guest has let go of something: what it has let go of goes when it stands still. */
    private synchronized void settle() {
        if (!closed && running) {
            try {
                boolean unused = inspect(standing -> true);
            } catch (StillBusyException e) {
                // It goes on, and what hangs may have ended by then.
                settleAgain.arm(clock.nanos() + SETTLE_AGAIN.toNanos());
                throw e;
            }
        }
    }

    // ---- debugging

    /** Says who debugs the machine; null for nobody. While it stands still. */
    public void debugger(@Nullable DebugObserver observer) {
        debugger = observer;
    }

    /** Says which vCPUs {@link #resume} lets run, from the next time on: a debugger lets one go alone. */
    public synchronized void mayRun(IntPredicate vcpu) {
        mayRun = vcpu;
    }

    /**
     * Looks at the machine, or changes it, while it stands still. It runs afterwards if it ran.
     *
     * @throws StillBusyException as {@link #pause()}
     */
    public synchronized <T> T inspect(Function<? super Standing, T> task) {
        requireOpen();
        boolean ran = running;
        if (ran) {
            standStillOrGoOn();
        }
        try {
            return task.apply(new Standing(parts.memory(), List.copyOf(vcpus)));
        } finally {
            if (ran) {
                resume();
            }
        }
    }

    private void trapped(VcpuThread vcpu, VcpuStop stop) {
        stopSoon();
        DebugObserver present = debugger;
        if (present != null) {
            present.trapped(vcpu.id(), stop.trap().orElseThrow());
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
        return state();
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
        boolean ran = running;
        if (ran) {
            standStillOrGoOn();
        }
        try {
            if (resetAsked.get()) {
                // The guest has written its last before the reset, and nothing in its state would tell of it.
                reset();
            }
            if (ending.hasCome()) {
                throw new IllegalStateException("the guest of " + config.name() + " has ended");
            }
            MachineState state = state();
            return new MachineImage(parts.memory().freeze(), state, powerOn);
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
        apply(state, clocks);
    }

    private MachineState state() {
        KernelState kernelState = KernelState.save(parts.vm(), vcpus);
        return new MachineState(
                kernelState.vcpus(),
                kernelState.interruptControllers(),
                kernelState.timer(),
                kernelState.kvmClock(),
                clock.save().nanos(),
                board.save(),
                virtio.places());
    }

    /**
     * Devices drive their lines first, so that the controllers' own state, which comes later, has the last word. Only what
     * happens because of the restore comes after it.
     */
    private void apply(MachineState state, ClockPolicy clocks) {
        if (state.vcpus().size() != vcpus.size()) {
            throw new IllegalArgumentException(
                    "the state has " + state.vcpus().size() + " vCPUs, the machine " + vcpus.size());
        }
        virtio.requirePlaces(state);
        clock.restore(new VmClock.State(state.nanos()));
        board.restore(state.devices());
        virtio.restored();
        KernelState.of(state).restore(parts.vm(), vcpus, clocks);
        generation.renew();
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
        door.pressPowerButton();
    }

    /**
     * Tells the serial port that there is input. For any thread. A machine that stands still looks when it goes on; a
     * closed one never.
     */
    public void serialInputReady() {
        door.serialInputReady();
    }

    /**
     * Tells a virtio device that something has come for it. For any thread. One of a machine that stands still is not told,
     * and looks when it goes on; one of a closed machine never.
     */
    public void tell(Runnable device) {
        door.enter(device);
    }

    /** The status that the guest left by the debug-exit port, if it did. */
    public OptionalInt debugExit() {
        return ending.debugExit();
    }

    /** The last 64 KiB that the guest wrote to the debug console. */
    public String debugOutput() {
        return debugOutput.text();
    }

    /** The last value that the guest wrote to the POST port. */
    public int postCode() {
        return board.postCode();
    }

    /** The virtio devices, in order. Also of a closed machine. */
    public List<VirtioFunction> virtioDevices() {
        return virtio.rack().map(VirtioRack::functions).orElse(List.of());
    }

    /** How long the host's processors have worked for its vCPUs. Also of a closed machine. */
    public Duration cpuTime() {
        return vcpus.stream().map(VcpuThread::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    /** How often the vCPUs have left the guest, by the name of the reason. */
    public Map<String, Long> exits() {
        Map<String, Long> sum = new TreeMap<>();
        vcpus.forEach(vcpu -> vcpu.counters().byName().forEach((name, count) -> sum.merge(name, count, Long::sum)));
        return sum;
    }

    // ---- the end

    private void vcpuStopped(VcpuThread vcpu, VcpuStop stop) {
        switch (stop.cause()) {
            case SHUTDOWN -> ending.crash(Kind.TRIPLE_FAULT, stop);
            case SYSTEM_EVENT -> systemEvent(stop);
            case DEBUG -> trapped(vcpu, stop);
            case HALT, CRASH -> ending.crash(Kind.INTERNAL_ERROR, stop);
            case HOST_FAILURE -> ending.crash(Kind.HOST_FAILURE, stop);
        }
    }

    private void systemEvent(VcpuStop stop) {
        switch (stop.event()) {
            case EVENT_SHUTDOWN -> ending.powerOff();
            case EVENT_RESET -> askReset();
            default -> ending.crash(Kind.PANIC, stop);
        }
    }

    private synchronized String registers() {
        if (closed) {
            return "";
        }
        standStill();
        return describe(vcpus);
    }

    /** The registers of each vCPU, for people. It stands still for a moment. */
    public String registersNow() {
        return inspect(standing -> describe(standing.vcpus()));
    }

    private static String describe(List<VcpuThread> vcpus) {
        return vcpus.stream()
                .map(vcpu -> "vcpu" + vcpu.id() + "\n" + RegisterDump.of(vcpu))
                .collect(Collectors.joining("\n"));
    }

    private void askReset() {
        if (resetAsked.compareAndSet(false, true)) {
            control.execute(this::resetByGuest);
        }
    }

    private synchronized void resetByGuest() {
        if (closed || !resetAsked.get()) {
            return;
        }
        try {
            reset(running);
        } catch (StillBusyException e) {
            // Its guest does not expect to go on.
            ending.crash(Kind.HOST_FAILURE, "the reset failed: " + e.getMessage(), Bytes.EMPTY);
        }
    }

    /** What devices ask for: on any of the machine's threads, so nothing here waits. */
    private final class Control implements MachineControl {

        @Override
        public void powerOff() {
            ending.powerOff();
        }

        @Override
        public void reset(String source) {
            stopSoon();
            askReset();
        }

        @Override
        public void watchdogExpired(String source) {
            WatchdogAction action = config.watchdog().orElse(WatchdogAction.NONE);
            observer.watchdogExpired(action);
            switch (action) {
                case RESET -> reset(source);
                case POWER_OFF -> powerOff();
                case NONE -> {
                    // The observer has heard of it.
                }
            }
        }

        @Override
        public void debugExit(int status) {
            ending.debugExit(status);
        }

        @Override
        public void marked(int value) {
            observer.marked(value);
        }

        @Override
        public void panicked(int events) {
            if ((events & Pvpanic.PANICKED) != 0) {
                ending.crash(Kind.PANIC, "the guest's kernel reports a panic by pvpanic", Bytes.EMPTY);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the machine " + config.name() + " is closed");
        }
    }

    private void requireStandingStill() {
        requireOpen();
        if (running) {
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
            door.close();
        }
        Releases threads = new Releases();
        threads.push(control::close);
        // The loop's timers ring for I/O threads: those stand still before it ends, and end after it.
        threads.push(virtio::close);
        threads.push(loop::close);
        threads.push(virtio::parkForGood);
        vcpus.forEach(vcpu -> threads.push(vcpu::close));
        threads.push(this::stopSoon);
        // If this throws, a thread may still use the machine's memory: it stays mapped, which is better than a crash.
        threads.run();
        reaper.bury(kernel::run);
    }
}
