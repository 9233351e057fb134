package io.hv.mem;

import io.hv.ByteSize;
import io.hv.Diagnosis;
import io.hv.DiskFormat;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.FeatureTable;
import io.hv.backend.Machine;
import io.hv.backend.MachineFactory;
import io.hv.backend.MachineImage;
import io.hv.backend.MachineListener;
import io.hv.backend.RunningNetwork;
import io.hv.backend.RunningPool;
import io.hv.backend.SavedMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One world of {@code mem:}: what it can do, how much of it, and what is to go wrong. */
final class MemFactory implements MachineFactory, MemHost {

    private static final Set<Feature> PLAYED = Set.of(
            Feature.DEFINE,
            Feature.EDIT,
            Feature.TRANSIENT,
            Feature.START_PAUSED,
            Feature.SUSPEND,
            Feature.SHUTDOWN,
            Feature.RESET,
            Feature.EVENTS,
            Feature.CONSOLE,
            Feature.SMP,
            Feature.CPU_POLICY,
            Feature.BOOT_LINUX,
            Feature.BOOT_ELF,
            Feature.BOOT_MULTIBOOT,
            Feature.BOOT_BINARY,
            Feature.CONTENT_BYTES,
            Feature.DISKS,
            Feature.DISK_RESIZE,
            Feature.DISK_STATISTICS,
            Feature.STATISTICS,
            Feature.DISK_LIMITS,
            Feature.DISK_THROWAWAY,
            Feature.CLONE_LIVE,
            Feature.SAVE,
            Feature.MARKER,
            Feature.CRASH_REPORT,
            Feature.NETWORKS,
            Feature.POOLS,
            Feature.VOLUME_RESIZE,
            Feature.DIAGNOSE);

    private static final Support PLAYS =
            Support.no("it only plays the life cycle of guests", "use kvm:/// or qemu:///system");

    private record Capacity(ByteSize memory, int vcpus) {}

    private final FeatureTable features;
    private final Injections injections = new Injections();
    /** What was saved: files of mem: are in memory too. */
    private final Map<Path, SavedMachine> files = new ConcurrentHashMap<>();

    /** Numbers bridges that only have names. */
    private final AtomicInteger bridges = new AtomicInteger();

    /** What pools have: it stays when they are stopped, and when they are undefined. */
    private final MemFolders folders = new MemFolders();

    private volatile Capacity capacity = new Capacity(ByteSize.gib(1024), 255);

    MemFactory(String backend, Set<Feature> without) {
        FeatureTable table = FeatureTable.of(backend, PLAYED)
                .with(Feature.GUEST_CODE, PLAYS)
                .with(Feature.STOCK_GUESTS, PLAYS)
                .with(Feature.AGENT, Support.no("it has no guests, and so no agents in them", "use qemu:///system"));
        for (Feature feature : without) {
            table = table.with(
                    feature,
                    Support.no("the host's URI says that it lacks it", "open it without 'without=" + feature + "'"));
        }
        this.features = table;
    }

    @Override
    public FeatureTable features() {
        return features;
    }

    @Override
    public Diagnosis diagnose() {
        return MemHostProvider.DIAGNOSIS;
    }

    @Override
    public List<SpecFault> check(DomainSpec spec) {
        injections.called(MemOperation.CHECK);
        Capacity most = capacity;
        List<SpecFault> faults = new ArrayList<>();
        if (spec.memory().compareTo(most.memory()) > 0) {
            faults.add(SpecFault.of(
                    "memory", spec.memory().toString(), "more than this host has", "ask for at most " + most.memory()));
        }
        if (spec.vcpus() > most.vcpus()) {
            faults.add(SpecFault.of(
                    "vcpus",
                    Integer.toString(spec.vcpus()),
                    "more than this host has",
                    "ask for at most " + most.vcpus()));
        }
        faults.addAll(folders.faults(spec));
        return faults;
    }

    @Override
    public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
        injections.called(MemOperation.START);
        return machine(spec, spec.options(MemGuest.class).orElseGet(MemGuest::quiet), console, listener);
    }

    private MemMachine machine(DomainSpec spec, MemGuest guest, ConsoleBuffer console, MachineListener listener) {
        boolean reports = features.supports(Feature.CRASH_REPORT).isSupported();
        return new MemMachine(
                spec.name(), guest, MemDisks.of(spec, folders), console, listener, injections, reports, files);
    }

    @Override
    public Machine create(
            MachineImage image,
            boolean clone,
            DomainSpec spec,
            UUID uuid,
            ConsoleBuffer console,
            MachineListener listener) {
        injections.called(MemOperation.CLONE);
        MemImage moment = (MemImage) image;
        return MemMachine.of(moment, machine(spec, moment.guest(), console, listener));
    }

    @Override
    public SavedMachine open(Path file) {
        injections.called(MemOperation.RESTORE);
        SavedMachine saved = files.get(file);
        if (saved == null) {
            throw new NotFoundException(
                    "no machine was saved to " + file + " on this host", "files of mem: live as long as their host");
        }
        return saved;
    }

    @Override
    public RunningNetwork start(NetworkSpec spec) {
        injections.called(MemOperation.NETWORK_START);
        return new MemNetwork(spec.hostBridge().orElseGet(() -> "mem" + bridges.getAndIncrement()), injections);
    }

    @Override
    public RunningPool start(PoolSpec spec) {
        injections.called(MemOperation.POOL_START);
        return new MemPool(spec.folder(), folders, injections);
    }

    @Override
    public Set<DiskFormat> diskFormats() {
        return MemPool.FORMATS;
    }

    @Override
    public ByteSize diskCapacity(DiskSpec disk) {
        return folders.capacity(disk);
    }

    @Override
    public <T> Optional<T> hostAs(Class<T> type, Host host) {
        return type == MemHost.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public <T> Optional<T> domainAs(Class<T> type, Domain domain, Supplier<Optional<Machine>> machine) {
        return type == MemDomain.class ? Optional.of(type.cast(new MemView(domain, machine))) : Optional.empty();
    }

    @Override
    public void close() {
        // A world in memory holds nothing that would have to be released.
    }

    @Override
    public void fail(MemOperation operation, int nth, HypervisorException failure) {
        injections.fail(operation, nth, failure);
    }

    @Override
    public void delay(MemOperation operation, int nth, Duration duration) {
        injections.delay(operation, nth, duration);
    }

    @Override
    public MemHold hold(MemOperation operation, int nth) {
        return injections.hold(operation, nth);
    }

    @Override
    public int calls(MemOperation operation) {
        return injections.calls(operation);
    }

    @Override
    public void capacity(ByteSize memory, int vcpus) {
        capacity = new Capacity(memory, vcpus);
    }
}
