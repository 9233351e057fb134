package io.hv.libvirt;

import io.hv.BackendOptions;
import java.util.Optional;

/**
 * Options of machines on libvirt's hosts, given by {@link io.hv.DomainSpec#with(BackendOptions)}. They shape the XML
 * that a domain is made from; {@link io.hv.Domain#spec()} does not give them back. Immutable; each method that sets
 * something returns a new value.
 */
public final class LibvirtOptions implements BackendOptions {

    /** What runs the guest's code: in libvirt's XML the type of the domain. */
    public enum Acceleration {
        /** KVM where the host offers it, else what it offers. */
        BEST,
        /** KVM, and a fault where the host does not offer it. */
        KVM,
        /**
         * QEMU's emulator, about twenty times as slow, and a fault where the host does not offer it. For hosts whose KVM
         * is there and cannot run the guest: a software KVM without VT-x or AMD-V below it offers the whole interface and
         * does not run a stock kernel. That cannot be seen in what libvirt tells of a host, only by running a guest.
         */
        EMULATION
    }

    private final Acceleration acceleration;

    private LibvirtOptions(Acceleration acceleration) {
        this.acceleration = acceleration;
    }

    /** What a machine has where nothing is said. */
    public static LibvirtOptions defaults() {
        return new LibvirtOptions(Acceleration.BEST);
    }

    /** What runs the guest's code; {@link Acceleration#BEST} by default. */
    public LibvirtOptions acceleration(Acceleration choice) {
        return new LibvirtOptions(choice);
    }

    /** What runs the guest's code. */
    public Acceleration acceleration() {
        return acceleration;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LibvirtOptions that && acceleration == that.acceleration;
    }

    @Override
    public int hashCode() {
        return acceleration.hashCode();
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(toString());
    }

    @Override
    public String toString() {
        return "acceleration " + acceleration;
    }
}
