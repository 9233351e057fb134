package io.hv.kvm;

import io.hv.BackendOptions;
import io.hv.kvm.device.VirtioDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    private final boolean panicDevice;
    private final boolean hideXsave;
    private final KernelUnpacking kernelUnpacking;
    private final VirtioTransport virtioTransport;
    private final boolean entropy;
    private final List<Supplier<? extends VirtioDevice>> devices;

    private KvmOptions(Draft draft) {
        this.panicDevice = draft.panicDevice;
        this.hideXsave = draft.hideXsave;
        this.kernelUnpacking = draft.kernelUnpacking;
        this.virtioTransport = draft.virtioTransport;
        this.entropy = draft.entropy;
        this.devices = List.copyOf(draft.devices);
    }

    /** The values of options that are being made. */
    private static final class Draft {

        private boolean panicDevice = true;
        private boolean hideXsave = Boolean.getBoolean(HIDE_XSAVE_PROPERTY);
        private KernelUnpacking kernelUnpacking = KernelUnpacking.AUTO;
        private VirtioTransport virtioTransport = VirtioTransport.PCI;
        private boolean entropy;
        private List<Supplier<? extends VirtioDevice>> devices = new ArrayList<>();
    }

    private KvmOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.panicDevice = panicDevice;
        draft.hideXsave = hideXsave;
        draft.kernelUnpacking = kernelUnpacking;
        draft.virtioTransport = virtioTransport;
        draft.entropy = entropy;
        draft.devices.addAll(devices);
        change.accept(draft);
        return new KvmOptions(draft);
    }

    /** What a machine has where nothing is said. */
    public static KvmOptions defaults() {
        return new KvmOptions(new Draft());
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
                && devices.equals(that.devices);
    }

    @Override
    public int hashCode() {
        return Objects.hash(panicDevice, hideXsave, kernelUnpacking, virtioTransport, entropy, devices);
    }

    @Override
    public String toString() {
        return "KvmOptions[panicDevice=" + panicDevice + ", hideXsave=" + hideXsave + ", kernelUnpacking="
                + kernelUnpacking + ", virtioTransport=" + virtioTransport + ", entropy=" + entropy + ", devices="
                + devices.size() + "]";
    }
}
