package io.hv.kvm;

import io.hv.BackendOptions;
import java.util.Objects;

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

    private KvmOptions(boolean panicDevice, boolean hideXsave, KernelUnpacking kernelUnpacking) {
        this.panicDevice = panicDevice;
        this.hideXsave = hideXsave;
        this.kernelUnpacking = kernelUnpacking;
    }

    /** What a machine has where nothing is said. */
    public static KvmOptions defaults() {
        return new KvmOptions(true, Boolean.getBoolean(HIDE_XSAVE_PROPERTY), KernelUnpacking.AUTO);
    }

    /**
     * Whether there is a pvpanic device at port 0x505, by which a guest's kernel reports a panic; the domain is then
     * {@link io.hv.DomainState#CRASHED}. There is one by default.
     */
    public KvmOptions panicDevice(boolean present) {
        return new KvmOptions(present, hideXsave, kernelUnpacking);
    }

    /**
     * Whether CPUID hides XSAVE, and AVX and all else that needs it, as {@code CpuSpec.without("xsave")} does, whatever the
     * spec's own {@link io.hv.CpuSpec} says. Not by default.
     */
    public KvmOptions hideXsave(boolean hide) {
        return new KvmOptions(panicDevice, hide, kernelUnpacking);
    }

    /** Who unpacks the kernel of a {@link io.hv.LinuxBoot}. {@link KernelUnpacking#AUTO} by default. */
    public KvmOptions kernelUnpacking(KernelUnpacking who) {
        return new KvmOptions(panicDevice, hideXsave, who);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof KvmOptions that
                && panicDevice == that.panicDevice
                && hideXsave == that.hideXsave
                && kernelUnpacking == that.kernelUnpacking;
    }

    @Override
    public int hashCode() {
        return Objects.hash(panicDevice, hideXsave, kernelUnpacking);
    }

    @Override
    public String toString() {
        return "KvmOptions[panicDevice=" + panicDevice + ", hideXsave=" + hideXsave + ", kernelUnpacking="
                + kernelUnpacking + "]";
    }
}
