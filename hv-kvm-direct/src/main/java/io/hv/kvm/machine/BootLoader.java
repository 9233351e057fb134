package io.hv.kvm.machine;

import io.hv.kvm.boot.BootPlan;
import io.hv.kvm.boot.GuestLayout;

/** Puts what is to be booted into a machine's RAM: at power-on, and again at every reset. */
@FunctionalInterface
public interface BootLoader {

    /**
     * Loads it.
     *
     * @throws io.hv.kvm.boot.BootException if it is missing, malformed, or does not fit
     */
    BootPlan load(GuestLayout layout);
}
