package io.hv.kvm.virtio.console;

/**
 * Is told when a program of the guest's has opened a port, and when nobody has it open any more: because it was closed, or the
 * device was reset. Called with the device's monitor held; returns at once.
 */
@FunctionalInterface
public interface PortOpening {

    /** Nobody who would have to know. */
    PortOpening NOBODY = open -> {};

    /** It is open now, or not any more; it was not before, or was. */
    void changed(boolean open);
}
