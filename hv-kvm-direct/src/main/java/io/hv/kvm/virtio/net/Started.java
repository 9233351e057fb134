package io.hv.kvm.virtio.net;

import io.hv.kvm.device.VirtioDevice.Driver;
import io.hv.kvm.net.ether.Frame;

/**
 * A driver that is ready.
 *
 * @param driver how to reach it
 * @param features what it has accepted
 */
record Started(Driver driver, long features) {

    boolean has(long feature) {
        return (features & feature) != 0;
    }

    /** Whether it can do what is still to be done to a frame. */
    boolean takes(Frame frame) {
        return frame.isPlain() || (has(NetFeatures.GUEST_CSUM) && takesSegments(frame.segments()));
    }

    private boolean takesSegments(int kind) {
        return switch (kind) {
            case Frame.TCP4 -> has(NetFeatures.GUEST_TSO4);
            case Frame.TCP6 -> has(NetFeatures.GUEST_TSO6);
            default -> true;
        };
    }
}
