package io.hv.kvm.measure;

import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVm;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps one machine open for as long as this JVM lives. The kernel switches virtualization on with the first machine and off
 * with the last; the nested lab's emulation does not always survive that, whatever program does it.
 */
public final class VirtualizationOn {

    private static final List<KvmVm> HELD = new ArrayList<>();

    private VirtualizationOn() {}

    /** Opens the machine, once. */
    public static synchronized void main(String[] args) {
        if (HELD.isEmpty()) {
            // The machine lives on when the device is closed.
            try (Kvm kvm = Kvm.open()) {
                HELD.add(kvm.createVm());
            }
        }
    }
}
