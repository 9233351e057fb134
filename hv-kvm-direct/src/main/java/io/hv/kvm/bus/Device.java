package io.hv.kvm.bus;

/**
 * A part of a machine that a guest can reach. What it can do beyond having a name is said by facets: {@link PioDevice},
 * {@link MmioDevice}, {@link Resettable}, {@link Stateful}. Entered by one thread at a time, see the package.
 */
public interface Device {

    /** Its name, unique within the machine and stable between runs, for example {@code uart0}. */
    String name();
}
