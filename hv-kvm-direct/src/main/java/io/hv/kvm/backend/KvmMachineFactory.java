package io.hv.kvm.backend;

import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.CapturableNetwork;
import io.hv.Diagnosis;
import io.hv.DiskFormat;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.DaemonThreads;
import io.hv.backend.DefinitionStore;
import io.hv.backend.DiskFiles;
import io.hv.backend.FeatureTable;
import io.hv.backend.Machine;
import io.hv.backend.MachineFactory;
import io.hv.backend.MachineImage;
import io.hv.backend.MachineListener;
import io.hv.backend.RunningNetwork;
import io.hv.backend.SavedMachine;
import io.hv.image.ImageFormat;
import io.hv.kvm.KernelUnpacking;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.backend.saved.SavedSpec;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.Unpacking;
import io.hv.kvm.boot.smbios.MachineIdentity;
import io.hv.kvm.boot.smbios.SmbiosTables;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.diagnose.KvmDoctor;
import io.hv.kvm.gdb.DebugSupport;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.machine.MachineConfig;
import io.hv.kvm.machine.VirtioConfig;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.storage.DiskInUseException;
import io.hv.kvm.storage.ForkableDisk;
import io.hv.kvm.virtio.entropy.VirtioEntropy;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes machines on one open {@code /dev/kvm}. */
final class KvmMachineFactory implements MachineFactory {

    private static final FeatureTable FEATURES = FeatureTable.of(
                    "kvm",
                    Set.of(
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
                            Feature.NETWORKS,
                            Feature.NICS,
                            Feature.NIC_LINK,
                            Feature.HOT_PLUG,
                            Feature.MARKER,
                            Feature.AGENT,
                            Feature.CLONE_LIVE,
                            Feature.SAVE,
                            Feature.SAVE_DIFFERENCE,
                            Feature.CRASH_REPORT,
                            Feature.GUEST_CODE,
                            Feature.DIAGNOSE))
            .with(
                    Feature.OUTLIVES_PROCESS,
                    Support.no("its machines live inside this process", "keep the process, or use qemu:///system"));

    private static final Set<DiskFormat> DISK_FORMATS = Arrays.stream(ImageFormat.values())
            .map(format -> new DiskFormat(format.id()))
            .collect(Collectors.toCollection(LinkedHashSet::new));

    private final Kvm kvm;
    private final SpecLimits limits;
    private final FeatureTable features;
    private final SavedFiles saved;
    private final KvmNetworks networks = new KvmNetworks();
    private final Reaper reaper = new Reaper("hv/kvm/reaper");
    private final ExecutorService workers = DaemonThreads.pool("hv/kvm/worker");
    private @Nullable DebugSupport debugSupport;

    private KvmMachineFactory(Kvm kvm, DefinitionStore definitions) {
        this.kvm = kvm;
        this.limits = new SpecLimits(kvm);
        this.saved = new SavedFiles(kvm);
        this.features = FEATURES.with(Feature.STOCK_GUESTS, () -> StockGuests.support(kvm))
                .with(Feature.DEFINE, definitions::support)
                .with(Feature.EDIT, definitions::support)
                .with(Feature.DOCUMENTS, definitions::support)
                .with(Feature.DEFINITIONS_PERSIST, definitions::support);
    }

    /** Opens {@code /dev/kvm}. */
    static KvmMachineFactory open(DefinitionStore definitions) {
        Support access = KvmAccess.support();
        if (!access.isSupported()) {
            throw HostErrors.unavailable(access, null);
        }
        try {
            return new KvmMachineFactory(Kvm.open(), definitions);
        } catch (NativeException e) {
            throw HostErrors.unavailable(
                    Support.no(String.valueOf(e.getMessage()), "see who may open /dev/kvm, and the kernel's log"), e);
        } catch (IllegalStateException | LinkageError e) {
            throw HostErrors.unavailable(
                    Support.no(
                            String.valueOf(e.getMessage()),
                            "if the native library cannot be loaded, point -Djna.tmpdir to a folder that is not"
                                    + " noexec"),
                    e);
        }
    }

    @Override
    public FeatureTable features() {
        return features;
    }

    @Override
    public Diagnosis diagnose() {
        return KvmDoctor.diagnose(KvmOptions.defaults().hideXsave());
    }

    @Override
    public List<SpecFault> check(DomainSpec spec) {
        return limits.check(spec);
    }

    @Override
    public Map<String, String> optionTexts(DomainSpec spec) {
        return OptionTexts.of(spec);
    }

    @Override
    public DomainSpec withOptions(DomainSpec spec, Map<String, String> options) {
        return OptionTexts.apply(spec, options);
    }

    @Override
    public Set<DiskFormat> diskFormats() {
        return DISK_FORMATS;
    }

    @Override
    public ByteSize diskCapacity(DiskSpec disk) {
        if (disk.source().format().equals(DiskFormat.RAW)) {
            return DiskFiles.capacity(disk);
        }
        DiskFiles.requireThere(disk);
        return ByteSize.bytes(ForkableDisk.capacity(KvmDisks.file(disk), KvmDisks.format(disk)));
    }

    @Override
    public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
        List<String> devices = KvmNics.devices(spec.nics().size());
        return plugged(
                spec, false, devices, nics -> machine(spec, uuid, openDisks(spec), nics, console, listener, null));
    }

    @Override
    public Machine create(
            MachineImage image,
            boolean clone,
            DomainSpec spec,
            UUID uuid,
            ConsoleBuffer console,
            MachineListener listener) {
        Moment moment = (Moment) image;
        try {
            List<String> devices =
                    KvmNics.devices(moment.machine().state(), spec.nics().size());
            return plugged(
                    spec,
                    clone,
                    devices,
                    nics -> machine(spec, uuid, moment.disks(spec, clone), nics, console, listener, moment));
        } catch (IllegalArgumentException e) {
            throw moment.refused(e);
        }
    }

    /** A machine with its cards, which are unplugged if it cannot be made. */
    private Machine plugged(DomainSpec spec, boolean clone, List<String> devices, Function<KvmNics, Machine> make) {
        KvmNics nics = KvmNics.plug(spec, networks, clone, devices, KvmNics.forwards(spec));
        try {
            return make.apply(nics);
        } catch (RuntimeException | Error e) {
            nics.close();
            throw e;
        }
    }

    /** The original has the ports of the host that it asked for; a clone, and what goes on from its file, asks for free ones. */
    @Override
    public DomainSpec cloned(DomainSpec clone) {
        Optional<KvmOptions> options = clone.options(KvmOptions.class);
        if (options.isEmpty() || options.get().forwards().isEmpty()) {
            return clone;
        }
        KvmOptions free = options.get().withoutForwards();
        for (PortForward forward : options.get().forwards()) {
            free = free.forward(forward.by(0));
        }
        return clone.with(free);
    }

    /** A file tells nothing of other backends' options, and no saved machine has shares. */
    @Override
    public boolean isSame(DomainSpec defined, DomainSpec saved) {
        boolean shares = defined.options(KvmOptions.class)
                .map(options -> !options.shares().isEmpty())
                .orElse(false);
        return !shares && SavedSpec.of(defined).equals(SavedSpec.of(saved));
    }

    @Override
    public SavedMachine open(Path file) {
        return saved.open(file);
    }

    /** Takes the disks over, also if this fails. */
    private Machine machine(
            DomainSpec spec,
            UUID uuid,
            KvmDisks disks,
            KvmNics nics,
            ConsoleBuffer console,
            MachineListener listener,
            @Nullable Moment moment) {
        Boot boot = spec.boot().orElseThrow(() -> new IllegalStateException("a spec without a boot was not refused"));
        KvmOptions options = KvmOptions.of(spec);
        MachineIdentity identity = new MachineIdentity(spec.name(), uuid, spec.vcpus());
        Unpacking unpacking = unpacking(options.kernelUnpacking());
        KvmConsoles consoles = new KvmConsoles(spec, console);
        Optional<KvmBalloon> balloon =
                options.balloon() ? Optional.of(new KvmBalloon(spec.name(), spec.memory())) : Optional.empty();
        KvmSockets sockets = new KvmSockets(spec.name(), options);
        KvmShares shares = openShares(spec, options, disks);
        KvmMachine.Peripherals peripherals = new KvmMachine.Peripherals(
                disks,
                nics,
                consoles,
                balloon,
                sockets,
                shares,
                new KvmHotPlug(spec, disks, nics, networks, workers, listener));
        boolean pci = options.virtioTransport() == VirtioTransport.PCI;
        VirtioConfig virtio = new VirtioConfig(pci, devices(spec.name(), options, peripherals));
        MachineConfig config = new MachineConfig(
                spec.name(),
                spec.memory().bytes(),
                spec.vcpus(),
                options.panicDevice(),
                CpuChoice.hidden(spec, options),
                layout -> {
                    SmbiosTables.place(layout, identity);
                    return BootImages.load(boot, unpacking, layout);
                },
                consoles.serialInput(),
                consoles.serialOutput(),
                pci ? virtio.withHotPlug() : virtio,
                options.watchdog());
        try {
            return new KvmMachine(kvm, config, peripherals, reaper, listener, moment);
        } catch (BootException e) {
            throw HostErrors.boot("the start of '" + spec.name() + "'", spec.name(), e);
        } catch (NativeException e) {
            throw HostErrors.failure("the start of '" + spec.name() + "'", e);
        }
    }

    /**
     * Opens the disks of a spec.
     *
     * @throws io.hv.HypervisorException if one cannot be; then none is left open
     */
    static KvmDisks openDisks(DomainSpec spec) {
        List<SpecFault> faults = DiskFiles.faults(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "'", faults);
        }
        try {
            return KvmDisks.open(spec);
        } catch (NativeException e) {
            throw HostErrors.failure("the start of '" + spec.name() + "'", e);
        } catch (DiskInUseException e) {
            throw HostErrors.inUse("the start of '" + spec.name() + "'", e);
        } catch (IOException e) {
            throw HostErrors.noOverlay("the start of '" + spec.name() + "'", e);
        }
    }

    /** Closes the disks if this fails. */
    private static KvmShares openShares(DomainSpec spec, KvmOptions options, KvmDisks disks) {
        try {
            return KvmShares.open(options.shares());
        } catch (NativeException e) {
            disks.close();
            throw HostErrors.failure("the start of '" + spec.name() + "'", e);
        } catch (RuntimeException | Error e) {
            disks.close();
            throw e;
        }
    }

    private static List<Function<? super DeviceContext, ? extends VirtioDevice>> devices(
            String domain, KvmOptions options, KvmMachine.Peripherals peripherals) {
        List<Function<? super DeviceContext, ? extends VirtioDevice>> devices =
                new ArrayList<>(peripherals.disks().factories());
        devices.addAll(peripherals.nics().factories());
        if (options.entropy()) {
            devices.add(context -> new VirtioEntropy("rng0"));
        }
        peripherals.balloon().ifPresent(each -> devices.add(each::make));
        peripherals.consoles().device().ifPresent(device -> devices.add(context -> device));
        peripherals.sockets().device().ifPresent(device -> devices.add(context -> device));
        devices.addAll(peripherals.shares().factories());
        options.devices().forEach(device -> devices.add(context -> device.get()));
        DeviceNames names = new DeviceNames(domain);
        return devices.stream()
                .<Function<? super DeviceContext, ? extends VirtioDevice>>map(names::distinct)
                .toList();
    }

    @Override
    public List<SpecFault> check(NetworkSpec spec) {
        return KvmNetworks.check(spec);
    }

    @Override
    public RunningNetwork start(NetworkSpec spec) {
        return networks.start(spec);
    }

    @Override
    public <T> Optional<T> networkAs(Class<T> type, Network network, RunningNetwork running) {
        return type == KvmNetwork.class || type == CapturableNetwork.class
                ? Optional.of(type.cast(running))
                : Optional.empty();
    }

    private static Unpacking unpacking(KernelUnpacking wanted) {
        return switch (wanted) {
            case AUTO -> Unpacking.AUTO;
            case NEVER -> Unpacking.NEVER;
            case ALWAYS -> Unpacking.ALWAYS;
        };
    }

    @Override
    public <T> Optional<T> domainAs(Class<T> type, Domain domain, Supplier<Optional<Machine>> machine) {
        return type == KvmDomain.class
                ? Optional.of(type.cast(new KvmDomainView(domain, machine, this::debugSupport, workers)))
                : Optional.empty();
    }

    private synchronized DebugSupport debugSupport() {
        DebugSupport known = debugSupport;
        if (known == null) {
            try {
                known = DebugSupport.probe(kvm);
            } catch (NativeException e) {
                throw HostErrors.failure("a look at what this KVM can do for a debugger", e);
            }
            debugSupport = known;
        }
        return known;
    }

    @Override
    public void close() {
        workers.shutdown();
        reaper.close();
        kvm.close();
    }
}
