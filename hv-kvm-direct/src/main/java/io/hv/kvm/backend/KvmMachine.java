package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.Console;
import io.hv.DiskLimits;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.DomainSpec;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.backend.CloneFacts;
import io.hv.backend.Machine;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineImage;
import io.hv.backend.MachineListener;
import io.hv.backend.Release;
import io.hv.backend.agent.AgentChannel;
import io.hv.kvm.Balloon;
import io.hv.kvm.GdbServer;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.Vsock;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.gdb.DebugSupport;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.MachineConfig;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.net.PortForward;
import io.hv.nativeaccess.NativeException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private final RunInspection inspection;
    private final RunMoments moments;
    private final KvmScheduling scheduling;

    /** Of the last moment, once it is closed. */
    private volatile RunFacts facts = RunFacts.none();

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
        this.inspection = new RunInspection(name, listener);
        RunObserver observer = new RunObserver(listener, plugs, inspection);
        BaseFile own = null;
        VirtualMachine fresh = null;
        try {
            own = moment == null ? null : BaseFile.shareOf(moment.base());
            fresh = moment == null
                    ? new VirtualMachine(kvm, config, observer, reaper)
                    : VirtualMachine.begin(kvm, config, observer, reaper, moment.machine(), moment.clocks());
            this.machine = fresh;
            this.base = own;
            this.moments = new RunMoments(name, plugs, disks, consoles, own);
            this.scheduling = new KvmScheduling(fresh, plugs);
            if (moment != null) {
                consoles.startWith(moment.input());
            }
            connect(fresh);
            scheduling.begin();
        } catch (RuntimeException | Error e) {
            giveUp(fresh, peripherals, own, e);
            throw e;
        }
    }

    private static void giveUp(
            @Nullable VirtualMachine fresh, Peripherals peripherals, @Nullable BaseFile own, Throwable because) {
        Release release = new Release();
        if (fresh != null) {
            release.step(fresh::close);
        }
        release.step(peripherals.shares()::close);
        release.step(peripherals.disks()::close);
        if (own != null) {
            release.step(own::close);
        }
        release.endBeneath(because);
    }

    private void connect(VirtualMachine fresh) {
        consoles.connect(fresh::serialInputReady, fresh::tell);
        balloon.ifPresent(each -> each.connect(fresh));
        sockets.connect(fresh);
    }

    /** When and where its vCPUs have their turns. */
    KvmScheduling scheduling() {
        VirtualMachine unused = open();
        return scheduling;
    }

    /** What it has of this backend's own by now, or had at its end. */
    KvmOptions options() {
        return plugs.options();
    }

    /** Sets how much a disk may do. */
    void diskLimits(String target, DiskLimits limits) {
        VirtualMachine unused = open();
        plugs.limit(target, limits);
    }

    /** What can be told now; of a closed machine, what could be told at its end. */
    RunFacts facts() {
        VirtualMachine current = machine;
        return current == null ? facts : RunFacts.of(current, transport);
    }

    private VirtualMachine machine() {
        VirtualMachine current = machine;
        if (current == null) {
            throw new IllegalStateException("the machine of '" + name + "' is closed");
        }
        return current;
    }

    /** Lets gdb in. */
    GdbServer debug(SocketAddress address, DebugSupport support) {
        return inspection.debug(open(), address, support);
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
        return inspection.dump(open(), file, workers);
    }

    private VirtualMachine open() {
        VirtualMachine current = machine;
        if (current == null) {
            throw new InvalidStateException("'" + name + "' is not active: its machine is gone", "start it");
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
        return current == null ? facts.cpuTime() : current.cpuTime();
    }

    @Override
    public Optional<AgentChannel> agentChannel() {
        return consoles.agent();
    }

    @Override
    public Map<String, String> evidence() {
        Map<String, String> all = facts().evidence();
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

    @Override
    public CloneFacts cloneFacts() {
        return moments.facts(machine());
    }

    @Override
    public void awaitSavable() {
        disks.awaitCommits();
    }

    @Override
    public void requireBase(Path file) {
        moments.requireBase(file);
    }

    @Override
    public MachineImage image() {
        return moments.image(machine());
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
        inspection.end();
        try {
            current.close();
        } catch (NativeException e) {
            throw HostErrors.failure("the end of '" + name + "'", e);
        } finally {
            facts = RunFacts.of(current, transport);
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
}
