package io.hv.kvm.virtio;

import java.util.function.Function;

/**
 * One small thing that a guest does; between any two the machine may be saved.
 *
 * @param name for the trace
 * @param action says what the guest saw
 * @param half whether the next one belongs to it: what it does is only half of something
 */
record GuestOp(String name, Function<TransportGuest, String> action, boolean half) {

    static GuestOp of(String name, Function<TransportGuest, String> action) {
        return new GuestOp(name, action, false);
    }

    GuestOp first() {
        return new GuestOp(name, action, true);
    }
}
