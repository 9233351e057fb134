package io.hv.kvm.virtio.vsock;

import io.hv.kvm.Vsock;

/** How much more of a connection the guest may send, and what it knows of that. The counters go round at 2^32. */
final class HostCredit {

    /** The guest is told when so much was read that it does not know of. */
    private static final int WORTH_TELLING = Vsock.BUFFER / 2;

    private int received;
    private int taken;
    private int told;

    /** Whether there is space for so many bytes, without sign, by what the guest was told last. */
    boolean admits(int length) {
        return Integer.compareUnsigned(length, Vsock.BUFFER - (received - told)) <= 0;
    }

    void received(int count) {
        received += count;
    }

    void taken(int count) {
        taken += count;
    }

    /** What the guest is told in each packet. */
    int tell() {
        told = taken;
        return taken;
    }

    boolean isWorthTelling() {
        return taken - told >= WORTH_TELLING;
    }
}
