package io.hv.kvm;

import io.hv.BackendOptions;

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

    private KvmOptions(boolean panicDevice, boolean hideXsave) {
        this.panicDevice = panicDevice;
        this.hideXsave = hideXsave;
    }

    /** What a machine has where nothing is said. */
    public static KvmOptions defaults() {
        return new KvmOptions(true, Boolean.getBoolean(HIDE_XSAVE_PROPERTY));
    }

    /**
     * Whether there is a pvpanic device at port 0x505, by which a guest's kernel reports a panic; the domain is then
     * {@link io.hv.DomainState#CRASHED}. There is one by default.
     */
    public KvmOptions panicDevice(boolean present) {
        return new KvmOptions(present, hideXsave);
    }

    /**
     * Whether CPUID hides XSAVE, and AVX and all else that needs it, as {@code CpuSpec.without("xsave")} does, whatever the
     * spec's own {@link io.hv.CpuSpec} says. Not by default.
     */
    public KvmOptions hideXsave(boolean hide) {
        return new KvmOptions(panicDevice, hide);
    }

    /** Whether there is a pvpanic device. */
    public boolean panicDevice() {
        return panicDevice;
    }

    /** Whether CPUID hides XSAVE. */
    public boolean hideXsave() {
        return hideXsave;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KvmOptions that && panicDevice == that.panicDevice && hideXsave == that.hideXsave;
    }

    @Override
    public int hashCode() {
        return (panicDevice ? 1 : 0) + (hideXsave ? 2 : 0);
    }

    @Override
    public String toString() {
        return "KvmOptions[panicDevice=" + panicDevice + ", hideXsave=" + hideXsave + "]";
    }
}
