package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What a driver does before its first request (virtio 1.2, 3.1.1), step by step. */
final class Driver {

    static final int ACKNOWLEDGE = 1;
    static final int DRIVER = 2;
    static final int DRIVER_OK = 4;
    static final int FEATURES_OK = 8;

    static final long INDIRECT_DESC = 1L << 28;
    static final long EVENT_IDX = 1L << 29;
    static final long VERSION_1 = 1L << 32;
    static final long RING_PACKED = 1L << 34;

    private final VirtioFunction function;

    Driver(VirtioFunction function) {
        this.function = function;
    }

    /** The feature bits for a kind of ring. */
    static long features(boolean packed, boolean indirect, boolean eventIndex) {
        return VERSION_1 | (packed ? RING_PACKED : 0) | (indirect ? INDIRECT_DESC : 0) | (eventIndex ? EVENT_IDX : 0);
    }

    /** Resets, and agrees on features. */
    Driver negotiate(long features) {
        function.status(0);
        assertEquals(0, function.status(), "the device is not reset");
        function.status(ACKNOWLEDGE);
        function.status(ACKNOWLEDGE | DRIVER);
        for (int half = 0; half < 2; half++) {
            function.features().deviceSelect(half);
            int wanted = (int) (features >>> (32 * half));
            assertEquals(
                    wanted, function.features().offeredHalf() & wanted, "the device does not offer what is wanted");
            function.features().driverSelect(half);
            function.acceptFeatures(wanted);
        }
        function.status(ACKNOWLEDGE | DRIVER | FEATURES_OK);
        assertEquals(ACKNOWLEDGE | DRIVER | FEATURES_OK, function.status(), "the features are refused");
        return this;
    }

    /** Tells the device where a queue is, and enables it. */
    Driver queue(int number, DriverRing ring) {
        function.selectQueue(number);
        function.setUpQueue(
                unused -> new RingSetup(ring.size, ring.descriptors(), ring.driverPart(), ring.devicePart()));
        function.enableQueue(true);
        return this;
    }

    /** Ready. */
    Driver ready() {
        function.status(ACKNOWLEDGE | DRIVER | FEATURES_OK | DRIVER_OK);
        assertEquals(ACKNOWLEDGE | DRIVER | FEATURES_OK | DRIVER_OK, function.status(), "the device is not ready");
        return this;
    }
}
