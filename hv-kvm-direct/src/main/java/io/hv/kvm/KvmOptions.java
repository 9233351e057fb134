package io.hv.kvm;

import io.hv.BackendOptions;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.net.PortForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Options of machines on {@code kvm:///}, given by {@link io.hv.DomainSpec#with(BackendOptions)}. Immutable; each method
 * that sets something returns a new value.
 */
public final class KvmOptions implements BackendOptions {

    /**
     * The system property that decides where a spec does not say: {@code true} hides XSAVE. For hosts that run inside an
     * emulator which does not virtualize it right.
     */
    public static final String HIDE_XSAVE_PROPERTY = "hv.kvm.hideXsave";

    /** How many {@link #port(String) ports} there can be. */
    public static final int MOST_PORTS = 30;

    private static final int LEAST_NICE = -20;
    private static final int MOST_NICE = 19;
    private static final long LEAST_CID = 3;
    private static final long MOST_CID = 0xffff_fffeL;
    private static final Pattern PORT_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final boolean panicDevice;
    private final boolean hideXsave;
    private final KernelUnpacking kernelUnpacking;
    private final VirtioTransport virtioTransport;
    private final boolean entropy;
    private final boolean balloon;
    private final Optional<WatchdogAction> watchdog;
    private final ConsoleDevice console;
    private final List<String> ports;
    private final OptionalLong vsock;
    private final List<FolderShare> shares;
    private final List<PortForward> forwards;
    private final VcpuAffinity affinity;
    private final OptionalInt nice;
    private final List<Supplier<? extends VirtioDevice>> devices;

    private KvmOptions(Draft draft) {
        this.panicDevice = draft.panicDevice;
        this.hideXsave = draft.hideXsave;
        this.kernelUnpacking = draft.kernelUnpacking;
        this.virtioTransport = draft.virtioTransport;
        this.entropy = draft.entropy;
        this.balloon = draft.balloon;
        this.watchdog = draft.watchdog;
        this.console = draft.console;
        this.ports = List.copyOf(draft.ports);
        this.vsock = draft.vsock;
        this.shares = List.copyOf(draft.shares);
        this.forwards = List.copyOf(draft.forwards);
        this.affinity = draft.affinity;
        this.nice = draft.nice;
        this.devices = List.copyOf(draft.devices);
    }

    /** The values of options that are being made. */
    private static final class Draft {

        private boolean panicDevice = true;
        private boolean hideXsave = Boolean.getBoolean(HIDE_XSAVE_PROPERTY);
        private KernelUnpacking kernelUnpacking = KernelUnpacking.AUTO;
        private VirtioTransport virtioTransport = VirtioTransport.PCI;
        private boolean entropy;
        private boolean balloon;
        private Optional<WatchdogAction> watchdog = Optional.empty();
        private ConsoleDevice console = ConsoleDevice.SERIAL;
        private final List<String> ports = new ArrayList<>();
        private OptionalLong vsock = OptionalLong.empty();
        private final List<FolderShare> shares = new ArrayList<>();
        private final List<PortForward> forwards = new ArrayList<>();
        private VcpuAffinity affinity = VcpuAffinity.none();
        private OptionalInt nice = OptionalInt.empty();
        private List<Supplier<? extends VirtioDevice>> devices = new ArrayList<>();
    }

    private KvmOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.panicDevice = panicDevice;
        draft.hideXsave = hideXsave;
        draft.kernelUnpacking = kernelUnpacking;
        draft.virtioTransport = virtioTransport;
        draft.entropy = entropy;
        draft.balloon = balloon;
        draft.watchdog = watchdog;
        draft.console = console;
        draft.ports.addAll(ports);
        draft.vsock = vsock;
        draft.shares.addAll(shares);
        draft.forwards.addAll(forwards);
        draft.affinity = affinity;
        draft.nice = nice;
        draft.devices.addAll(devices);
        change.accept(draft);
        return new KvmOptions(draft);
    }

    /** What a machine has where nothing is said. */
    public static KvmOptions defaults() {
        return new KvmOptions(new Draft());
    }

    /** What a machine of this spec has: what it says, or the defaults. */
    public static KvmOptions of(DomainSpec spec) {
        return spec.options(KvmOptions.class).orElseGet(KvmOptions::defaults);
    }

    /**
     * Whether there is a pvpanic device at port 0x505, by which a guest's kernel reports a panic; the domain is then
     * {@link io.hv.DomainState#CRASHED}. There is one by default.
     */
    public KvmOptions panicDevice(boolean present) {
        return with(draft -> draft.panicDevice = present);
    }

    /**
     * Whether CPUID hides XSAVE, and AVX and all else that needs it, as {@code CpuSpec.without("xsave")} does, whatever the
     * spec's own {@link io.hv.CpuSpec} says. Not by default.
     */
    public KvmOptions hideXsave(boolean hide) {
        return with(draft -> draft.hideXsave = hide);
    }

    /** Who unpacks the kernel of a {@link io.hv.LinuxBoot}. {@link KernelUnpacking#AUTO} by default. */
    public KvmOptions kernelUnpacking(KernelUnpacking who) {
        return with(draft -> draft.kernelUnpacking = who);
    }

    /** How the guest reaches its virtio devices, disks among them. {@link VirtioTransport#PCI} by default. */
    public KvmOptions virtioTransport(VirtioTransport transport) {
        return with(draft -> draft.virtioTransport = transport);
    }

    /** Whether the guest gets random bytes from the host (virtio-rng). Not by default. */
    public KvmOptions entropy(boolean present) {
        return with(draft -> draft.entropy = present);
    }

    /**
     * Whether the guest has a memory balloon (virtio-balloon), see {@link KvmDomain#balloon()}, by which it also reports
     * memory that it does not use, for the host to have. Not by default.
     */
    public KvmOptions balloon(boolean present) {
        return with(draft -> draft.balloon = present);
    }

    /**
     * Gives the guest a watchdog, Intel's 6300ESB on PCI, which libvirt calls {@code i6300esb}: a guest that has enabled it and
     * then does not reload it in time is dealt with so, and a {@link WatchdogEvent} tells. Not by default, and not with
     * {@link VirtioTransport#MMIO}, which means that there is no PCI.
     */
    public KvmOptions watchdog(WatchdogAction action) {
        return with(draft -> draft.watchdog = Optional.of(action));
    }

    /** Where what is typed at the domain's console goes. {@link ConsoleDevice#SERIAL} by default. */
    public KvmOptions console(ConsoleDevice device) {
        return with(draft -> draft.console = device);
    }

    /**
     * Adds a port of the virtio console by which the guest's programs and this one talk, see {@link KvmDomain#port(String)}.
     * A Linux guest finds it as {@code /dev/virtio-ports/NAME}, or where there is no udev as {@code /dev/vportNpM}, M from 1
     * in the order in which ports were added, whose name is in {@code /sys/class/virtio-ports}. A spec with
     * {@link io.hv.DomainSpec.Builder#agent()} has one more, {@code org.qemu.guest_agent.0}: not to be asked for here, and
     * counted among those that there can be.
     *
     * @param name 1 to 64 letters, digits, dots, dashes and underscores
     * @throws IllegalArgumentException if the name is another, or is taken, or there are {@value #MOST_PORTS} already
     */
    public KvmOptions port(String name) {
        if (!PORT_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a port's name is 1 to 64 letters, digits, dots, dashes and underscores, not '" + name + "'");
        }
        if (ports.contains(name)) {
            throw new IllegalArgumentException("there is a port '" + name + "' already");
        }
        if (ports.size() == MOST_PORTS) {
            throw new IllegalArgumentException("there are " + MOST_PORTS + " ports already");
        }
        return with(draft -> draft.ports.add(name));
    }

    /**
     * Adds a socket device, by which this program and the guest's connect to each other, see {@link KvmDomain#vsock()}. None by
     * default.
     *
     * @param cid the guest's context id, 3 to 0xfffffffe. Nobody but the guest asks for it: several machines may have the same
     * @throws IllegalArgumentException if it is another
     */
    public KvmOptions vsock(long cid) {
        if (cid < LEAST_CID || cid > MOST_CID) {
            throw new IllegalArgumentException("a guest's context id is 3 to 0xfffffffe, not " + cid);
        }
        return with(draft -> draft.vsock = OptionalLong.of(cid));
    }

    /**
     * Shares a folder of the host's with the guest (virtio-fs). Linux mounts it by {@code mount -t virtiofs TAG /mnt}. The guest
     * reaches what lies below the folder and nothing else, with this process's rights; what it makes there belongs to this
     * process's user. While a domain has shares it cannot be saved or cloned. See docs/devices.md.
     *
     * @param tag 1 to 36 letters, digits, dots, dashes and underscores
     * @param folder is there when the domain starts
     * @param readOnly whether the guest can change nothing in it
     * @throws IllegalArgumentException if the tag is another, or is taken
     */
    public KvmOptions share(String tag, HostPath folder, boolean readOnly) {
        FolderShare share = new FolderShare(tag, folder, readOnly);
        if (shares.stream().anyMatch(each -> each.tag().equals(tag))) {
            throw new IllegalArgumentException("there is a share '" + tag + "' already");
        }
        return with(draft -> draft.shares.add(share));
    }

    /**
     * Forwards a port of the host to the guest, by the first of its cards that are in user mode
     * ({@link io.hv.NicSpec#userMode()}), of which there must be one. The port is taken when the domain starts, and free again
     * when it ends. A live clone cannot have its original's port: it asks for a free one at the same address, see
     * {@link KvmDomain#forwards()}, and so does what is restored when a clone was saved.
     *
     * @throws IllegalArgumentException if the host's port is forwarded already: at that address, or at another one to another
     *     port of the guest
     */
    public KvmOptions forward(PortForward forward) {
        for (PortForward other : forwards) {
            boolean samePort = other.protocol() == forward.protocol() && other.hostPort() == forward.hostPort();
            boolean clash = other.address().equals(forward.address()) || other.guestPort() != forward.guestPort();
            if (samePort && clash && forward.hostPort() != 0) {
                throw new IllegalArgumentException(forward + " beside " + other + ": that port is forwarded already");
            }
        }
        return with(draft -> draft.forwards.add(forward));
    }

    /** The same without forwards. */
    public KvmOptions withoutForwards() {
        return with(draft -> draft.forwards.clear());
    }

    /**
     * Which of the host's CPUs the vCPUs may run on. By default those that this process may use. It is of the vCPUs' own
     * threads, not of those that do a machine's I/O. See docs/limits.md, and {@link KvmDomain#affinity(int, HostCpus)} for a
     * domain that runs. A domain is refused that names a CPU that is not there or not this process's, or a vCPU that it has not.
     */
    public KvmOptions affinity(VcpuAffinity cpus) {
        return with(draft -> draft.affinity = cpus);
    }

    /**
     * The nice value of the vCPUs' threads, and of no others: the greater it is, the less of a CPU they get where others
     * want it too. By default that of the thread that starts the domain. A domain is refused with one that this process
     * may not set: to go below its own needs RLIMIT_NICE or CAP_SYS_NICE.
     *
     * @param value -20 to 19
     * @throws IllegalArgumentException if it is another
     */
    public KvmOptions nice(int value) {
        if (value < LEAST_NICE || value > MOST_NICE) {
            throw new IllegalArgumentException("a nice value is " + LEAST_NICE + " to " + MOST_NICE + ", not " + value);
        }
        return with(draft -> draft.nice = OptionalInt.of(value));
    }

    /**
     * Adds a device of your own.
     *
     * @param device makes one for each run of a machine
     */
    public KvmOptions device(Supplier<? extends VirtioDevice> device) {
        return with(draft -> draft.devices.add(device));
    }

    /** Whether there is a pvpanic device. */
    public boolean panicDevice() {
        return panicDevice;
    }

    /** Whether CPUID hides XSAVE. */
    public boolean hideXsave() {
        return hideXsave;
    }

    /** Who unpacks the kernel of a {@link io.hv.LinuxBoot}. */
    public KernelUnpacking kernelUnpacking() {
        return kernelUnpacking;
    }

    /** How the guest reaches its virtio devices. */
    public VirtioTransport virtioTransport() {
        return virtioTransport;
    }

    /** Whether there is a virtio-rng. */
    public boolean entropy() {
        return entropy;
    }

    /** Whether there is a virtio-balloon. */
    public boolean balloon() {
        return balloon;
    }

    /** What its watchdog does; empty without one. */
    public Optional<WatchdogAction> watchdog() {
        return watchdog;
    }

    /** Where what is typed at the domain's console goes. */
    public ConsoleDevice console() {
        return console;
    }

    /** The names of the virtio console's ports, in order. */
    public List<String> ports() {
        return ports;
    }

    /** The context id of the socket device; empty where there is none. */
    public OptionalLong vsock() {
        return vsock;
    }

    /** The folders that are shared, in order. */
    public List<FolderShare> shares() {
        return shares;
    }

    /** The ports of the host that are forwarded, in order. */
    public List<PortForward> forwards() {
        return forwards;
    }

    /** Which of the host's CPUs the vCPUs may run on. */
    public VcpuAffinity affinity() {
        return affinity;
    }

    /** The nice value of the vCPUs' threads; empty where it is that of the thread that starts them. */
    public OptionalInt nice() {
        return nice;
    }

    /** The devices of the user's own, in order. */
    public List<Supplier<? extends VirtioDevice>> devices() {
        return devices;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KvmOptions that
                && panicDevice == that.panicDevice
                && hideXsave == that.hideXsave
                && kernelUnpacking == that.kernelUnpacking
                && virtioTransport == that.virtioTransport
                && entropy == that.entropy
                && balloon == that.balloon
                && watchdog.equals(that.watchdog)
                && console == that.console
                && ports.equals(that.ports)
                && vsock.equals(that.vsock)
                && shares.equals(that.shares)
                && forwards.equals(that.forwards)
                && affinity.equals(that.affinity)
                && nice.equals(that.nice)
                && devices.equals(that.devices);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                panicDevice,
                hideXsave,
                kernelUnpacking,
                virtioTransport,
                entropy,
                balloon,
                watchdog,
                console,
                ports,
                vsock,
                shares,
                forwards,
                affinity,
                nice,
                devices);
    }

    /** Nothing with devices of one's own, which are code, and with shares, which no saved machine has. */
    @Override
    public Optional<String> fingerprint() {
        return devices.isEmpty() && shares.isEmpty() ? Optional.of(toString()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "KvmOptions[panicDevice=" + panicDevice + ", hideXsave=" + hideXsave + ", kernelUnpacking="
                + kernelUnpacking + ", virtioTransport=" + virtioTransport + ", entropy=" + entropy + ", balloon="
                + balloon + ", watchdog=" + watchdog.map(WatchdogAction::name).orElse("none")
                + ", console=" + console + ", ports=" + ports + ", vsock=" + vsock
                + (shares.isEmpty() ? "" : ", shares=" + shares)
                + (forwards.isEmpty() ? "" : ", forwards=" + forwards)
                + (affinity.isNone() ? "" : ", affinity=" + affinity)
                + (nice.isPresent() ? ", nice=" + nice.getAsInt() : "")
                + ", devices=" + devices.size() + "]";
    }
}
