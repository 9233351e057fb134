package io.hv.kvm;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The direct KVM backend's view of a domain, from {@code domain.as(KvmDomain.class)}. It tells of the present run, or of
 * the last one where the domain is not active. Safe for any thread.
 */
public interface KvmDomain {

    /**
     * The status with which the guest ended itself by a write to the isa-debug-exit port 0xf4: twice the value, plus one.
     * Empty where it has not.
     */
    OptionalInt debugExit();

    /** The last value that the guest wrote to the POST port 0x80; 0 where it has not. */
    int postCode();

    /**
     * How often the vCPUs have left the guest for the monitor, by the name of the reason as in {@code linux/kvm.h}
     * without {@code KVM_EXIT_}, for example {@code IO}. Reasons that did not occur are absent.
     */
    Map<String, Long> exits();
}
