package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.gdb.DebugSupport;
import io.hv.kvm.ioctl.Kvm;

/** Whether anything can break here. */
final class Breaks {

    private Breaks() {}

    /** Skips the test where breakpoints are asked for in vain. */
    static void assumeTheyWork() {
        try (Kvm kvm = Kvm.open()) {
            DebugSupport support = DebugSupport.probe(kvm);
            assumeTrue(
                    support.registers() > 0 || support.software(),
                    "this KVM honours neither debug registers nor INT3, as QEMU's emulation of SVM does not: nothing breaks");
        }
    }
}
