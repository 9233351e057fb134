package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.Console;
import io.hv.CrashReport;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.StateReason;
import io.hv.backend.CloneFacts;
import io.hv.backend.Hold;
import io.hv.backend.Machine;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineImage;
import io.hv.backend.MachineListener;
import io.hv.backend.Release;
import io.hv.backend.agent.AgentChannel;
import io.hv.kvm.Balloon;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.GdbServer;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.Vsock;
import io.hv.kvm.WatchdogAction;
import io.hv.kvm.WatchdogEvent;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.gdb.DebugOwner;
import io.hv.kvm.gdb.DebugSupport;
import io.hv.kvm.gdb.GdbStub;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.MachineConfig;
import io.hv.kvm.machine.MachineCrash;
import io.hv.kvm.machine.MachineObserver;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.net.PortForward;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of a domain: a {@link VirtualMachine} while it lasts, and afterwards what is worth remembering of it. */
final class KvmMachine implements Machine {

    private final String name;
    private final KvmHotPlug plugs;
    private final MachineListener listener;
    private final VirtioTransport transport;
    private final KvmDisks disks;
    private final KvmNics nics;
    private final KvmConsoles consoles;
    private final Optional<KvmBalloon> balloon;
    private final KvmSockets sockets;
    private final KvmShares shares;
    private final @Nullable BaseFile base;
    private volatile @Nullable VirtualMachine machine;
    private volatile @Nullable GdbStub stub;
    /** The guest has ended, whatever became of that. */
    private volatile boolean byItself;
    /** How many dumps want it to stand still. */
    private final AtomicInteger dumps = new AtomicInteger();
    /** No debugger may come in any more. Under this object's monitor. */
    private boolean closing;

    private volatile Facts facts = new Facts(OptionalInt.empty(), 0, Map.of(), List.of(), "");
    /** How long the vCPUs have worked, of a closed machine. */
    private volatile Duration worked = Duration.ZERO;

    /** What {@link io.hv.kvm.KvmDomain} tells. */
    record Facts(
            OptionalInt debugExit,
            int postCode,
            Map<String, Long> exits,
            List<DeviceStatistics> devices,
            String debugOutput) {}

    /** What it has beside processors and memory. */
    record Peripherals(
            KvmDisks disks,
            KvmNics nics,
            KvmConsoles consoles,
            Optional<KvmBalloon> balloon,
            KvmSockets sockets,
            KvmShares shares,
            KvmHotPlug plugs) {}

    /**
     * Takes disks and shares over, also if this fails; the cards only if it does not.
     *
     * @param moment what it goes on from; null to boot
     */
    KvmMachine(
            Kvm kvm,
            MachineConfig config,
            Peripherals peripherals,
            Reaper reaper,
            MachineListener listener,
            @Nullable Moment moment) {
        this.plugs = peripherals.plugs();
        this.disks = peripherals.disks();
        this.nics = peripherals.nics();
        this.consoles = peripherals.consoles();
        this.balloon = peripherals.balloon();
        this.sockets = peripherals.sockets();
        this.shares = peripherals.shares();
        this.name = config.name();
        this.transport = config.virtio().pci() ? VirtioTransport.PCI : VirtioTransport.MMIO;
        this.listener = listener;
        BaseFile own = null;
        VirtualMachine fresh;
        try {
            own = moment == null ? null : BaseFile.shareOf(moment.base());
            fresh = moment == null
                    ? new VirtualMachine(kvm, config, new Observer(), reaper)
                    : VirtualMachine.begin(kvm, config, new Observer(), reaper, moment.machine(), moment.clocks());
        } catch (RuntimeException | Error e) {
            shares.close();
            disks.close();
            if (own != null) {
                own.close();
            }
            throw e;
        }
        this.machine = fresh;
        this.base = own;
        if (moment != null) {
            consoles.startWith(moment.input());
        }
        consoles.connect(fresh::serialInputReady, fresh::tell);
        balloon.ifPresent(each -> each.connect(fresh));
        sockets.connect(fresh);
    }

    /** What can be told now; of a closed machine, what could be told at its end. */
    Facts facts() {
        VirtualMachine current = machine;
        return current == null ? facts : factsOf(current, transport);
    }

    private static Facts factsOf(VirtualMachine machine, VirtioTransport transport) {
        return new Facts(
                machine.debugExit(),
                machine.postCode(),
                machine.exits(),
                machine.virtioDevices().stream()
                        .map(device -> DeviceLook.at(device, transport))
                        .toList(),
                machine.debugOutput());
    }

    private VirtualMachine machine() {
        VirtualMachine current = machine;
        if (current == null) {
            throw new IllegalStateException("the machine of '" + name + "' is closed");
        }
        return current;
    }

    /** Lets gdb in. */
    synchronized GdbServer debug(SocketAddress address, DebugSupport support) {
        VirtualMachine current = open();
        if (closing) {
            throw new InvalidStateException("'" + name + "' is ending", "start it again");
        }
        GdbStub present = stub;
        if (present != null && !present.isClosed()) {
            throw new InvalidStateException(
                    "'" + name + "' listens for gdb already, at " + present.address(), "connect there, or close that");
        }
        try {
            GdbStub fresh = new GdbStub(name, address, current, new Owner(), support);
            stub = fresh;
            return fresh;
        } catch (IOException | UnsupportedAddressTypeException e) {
            throw new HostFailureException(
                    "'" + name + "' cannot listen for gdb at " + address + ": " + e.getMessage(),
                    "choose another address, or port 0 for any",
                    "bind",
                    0,
                    e);
        }
    }

    /** One of the virtio console's ports. */
    Console port(String port) {
        return consoles.port(port);
    }

    /** The memory balloon. */
    Balloon balloon() {
        return balloon.orElseThrow(() -> new NotFoundException(
                "'" + name + "' has no memory balloon", "add it by KvmOptions.balloon, and start the domain anew"));
    }

    /** Its sockets. */
    Vsock vsock() {
        return sockets.vsock();
    }

    /** Ports of the host that lead to it; none once it is over. */
    List<PortForward> forwards() {
        return machine == null ? List.of() : nics.forwards();
    }

    /** Writes its memory to a file. */
    Job<Path> dump(Path file, Executor workers) {
        VirtualMachine current = open();
        return DumpJob.start(name, current, file, workers, () -> new DumpHold(listener.hold(StateReason.DUMPING)));
    }

    /** A dump's hold, let go once. */
    private final class DumpHold implements Hold {

        private final Hold hold;

        DumpHold(Hold hold) {
            this.hold = hold;
            int unused = dumps.incrementAndGet();
        }

        @Override
        public void close() {
            int unused = dumps.decrementAndGet();
            hold.close();
        }

        @Override
        public void resume() {
            int unused = dumps.decrementAndGet();
            hold.resume();
        }
    }

    private VirtualMachine open() {
        VirtualMachine current = machine;
        if (current == null) {
            throw new InvalidStateException("'" + name + "' is not active: its machine is gone", "start it");
        }
        return current;
    }

    /** What the debugger may ask for. */
    private final class Owner implements DebugOwner {

        @Override
        public Runnable hold() {
            return listener.hold(StateReason.DEBUGGER)::resume;
        }

        @Override
        public boolean isAlone() {
            return dumps.get() == 0;
        }

        @Override
        public void kill() {
            listener.ended(
                    new MachineEnd(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), Optional.empty()));
        }
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
        } catch (NativeException | StillBusyException e) {
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

    @Override
    public ByteSize diskCapacity(String target) {
        return disks.capacity(target);
    }

    @Override
    public void resizeDisk(String target, ByteSize capacity) {
        disks.resize(target, capacity);
    }

    @Override
    public DiskStatistics diskStatistics(String target) {
        return disks.statistics(target);
    }

    @Override
    public boolean isLinkUp(MacAddress card) {
        return nics.isLinkUp(card);
    }

    @Override
    public void link(MacAddress card, boolean up) {
        nics.link(card, up);
    }

    @Override
    public DomainSpec spec() {
        return plugs.spec();
    }

    @Override
    public void attach(DiskSpec disk) {
        plugs.attach(machine(), disk);
    }

    @Override
    public void attach(NicSpec nic) {
        plugs.attach(machine(), nic);
    }

    @Override
    public void detachDisk(String target) {
        plugs.detachDisk(machine(), target);
    }

    @Override
    public void detachNic(MacAddress card) {
        plugs.detachNic(machine(), card);
    }

    @Override
    public Duration cpuTime() {
        VirtualMachine current = machine;
        return current == null ? worked : current.cpuTime();
    }

    @Override
    public Optional<AgentChannel> agentChannel() {
        return consoles.agent();
    }

    @Override
    public Map<String, String> evidence() {
        Map<String, String> all = new LinkedHashMap<>();
        Facts now = facts();
        all.put("exits.txt", lines(now.exits().entrySet()));
        all.put("devices.txt", lines(now.devices()));
        if (!now.debugOutput().isEmpty()) {
            all.put("debug-console.log", now.debugOutput());
        }
        VirtualMachine current = machine;
        if (current != null) {
            all.put("registers.txt", registers(current));
        }
        return all;
    }

    private static String registers(VirtualMachine current) {
        try {
            return current.registersNow();
        } catch (RuntimeException e) {
            return "they cannot be told: " + e;
        }
    }

    private static String lines(Collection<?> things) {
        return things.stream().map(thing -> thing + "\n").collect(Collectors.joining());
    }

    @Override
    public CloneFacts cloneFacts() {
        return CloneNotes.of(plugs.spec(), 0, machine().memory().ownPages());
    }

    @Override
    public void awaitSavable() {
        disks.awaitCommits();
    }

    @Override
    public void requireBase(Path file) {
        BaseFile from = base;
        if (from == null) {
            throw BaseFile.none(name);
        }
        Object unused = from.forDifferenceIn(file);
    }

    @Override
    public MachineImage image() {
        // Of options, which stay as they are; such a machine is not even looked at.
        requireNoObstacles();
        // Before its devices: a reset that the guest has asked for comes with it, and some may leave by that.
        io.hv.kvm.machine.MachineImage frozen = frozenMachine();
        try {
            return moment(frozen);
        } catch (RuntimeException | Error e) {
            Release release = new Release();
            release.step(frozen::close);
            release.endBeneath(e);
            throw e;
        }
    }

    private void requireNoObstacles() {
        List<SpecFault> obstacles = CloneNotes.obstacles(plugs.spec());
        if (!obstacles.isEmpty()) {
            SpecFault first = obstacles.get(0);
            throw new InvalidStateException(
                    "'" + name + "' has " + first.value() + ", and " + first.why(), first.remedy());
        }
    }

    /** What is beside the machine's image, which it takes over. */
    private LiveMoment moment(io.hv.kvm.machine.MachineImage image) {
        FrozenDisks frozen = frozenDisks();
        try {
            // The base last: nothing fails after it.
            SavedInput input = consoles.pendingInput();
            return new LiveMoment(image, frozen, input, plugs.spec(), BaseFile.shareOf(base));
        } catch (RuntimeException | Error e) {
            Release release = new Release();
            release.step(frozen::close);
            release.endBeneath(e);
            throw e;
        }
    }

    private FrozenDisks frozenDisks() {
        try {
            return disks.freeze();
        } catch (NativeException e) {
            throw HostErrors.failure("the freezing of the disks of '" + name + "'", e);
        } catch (IOException e) {
            throw HostErrors.noOverlay("the freezing of the disks of '" + name + "'", e);
        }
    }

    private io.hv.kvm.machine.MachineImage frozenMachine() {
        try {
            return machine().freeze();
        } catch (NativeException e) {
            throw HostErrors.failure("the freezing of '" + name + "'", e);
        } catch (StillBusyException e) {
            throw HostErrors.failure("the freezing of '" + name + "'", e);
        } catch (BootException e) {
            throw HostErrors.boot("the reset of '" + name + "'", name, e);
        } catch (IllegalStateException e) {
            throw new InvalidStateException("'" + name + "' has ended: " + e.getMessage(), "start it again", e);
        }
    }

    private void guarded(String what, Consumer<VirtualMachine> action) {
        try {
            action.accept(machine());
        } catch (NativeException e) {
            throw HostErrors.failure(what + " of '" + name + "'", e);
        } catch (StillBusyException e) {
            throw HostErrors.failure(what + " of '" + name + "'", e);
        }
    }

    @Override
    public void close() {
        VirtualMachine current = machine;
        if (current == null) {
            return;
        }
        GdbStub debugger;
        synchronized (this) {
            closing = true;
            debugger = stub;
        }
        if (debugger != null) {
            debugger.ended(byItself);
        }
        try {
            current.close();
        } catch (NativeException e) {
            throw HostErrors.failure("the end of '" + name + "'", e);
        } finally {
            facts = factsOf(current, transport);
            worked = current.cpuTime();
            machine = null;
            consoles.end();
            balloon.ifPresent(KvmBalloon::end);
            sockets.end();
            BaseFile from = base;
            if (from != null) {
                from.close();
            }
            Release release = new Release();
            release.step(plugs::awaitReleases);
            release.step(nics::close);
            release.step(shares::close);
            release.step(disks::close);
            release.end();
        }
    }

    private final class Observer implements MachineObserver {

        @Override
        public void poweredOff() {
            byItself = true;
            listener.ended(MachineEnd.shutDown());
        }

        @Override
        public void crashed(MachineCrash crash) {
            byItself = true;
            MachineEnd end = MachineEnd.crashed(CrashReport.of(
                    cause(crash.kind()),
                    crash.message(),
                    crash.registers(),
                    crash.instruction().toArray()));
            GdbStub debugger = stub;
            if (debugger == null) {
                listener.ended(end);
            } else {
                debugger.crashed(crash.message(), () -> listener.ended(end));
            }
        }

        @Override
        public void restarted() {
            listener.restarted();
        }

        @Override
        public void marked(int value) {
            listener.marked(value);
        }

        @Override
        public void watchdogExpired(WatchdogAction action) {
            listener.tell((uuid, domain) -> WatchdogEvent.now(uuid, domain, action));
        }

        @Override
        public void unplugged(String device) {
            plugs.gone(device);
        }

        @Override
        public void guestFault(String device, String rule) {
            listener.guestFault(device, rule);
        }

        private CrashReport.Cause cause(MachineCrash.Kind kind) {
            return switch (kind) {
                case TRIPLE_FAULT -> CrashReport.Cause.TRIPLE_FAULT;
                case INTERNAL_ERROR -> CrashReport.Cause.INTERNAL_ERROR;
                case PANIC -> CrashReport.Cause.PANIC;
                case HOST_FAILURE -> CrashReport.Cause.HOST_FAILURE;
            };
        }
    }
}
