package io.hv.kvm.virtio;

/** The device status register (virtio 1.2, 2.1): how far the driver has come. Under the function's monitor. */
public final class DeviceStatus {

    /** Nobody has found the device yet. */
    static final int NONE = 0;
    /** The driver has found the device. */
    public static final int ACKNOWLEDGE = 1;
    /** It knows how to drive it. */
    public static final int DRIVER = 2;
    /** It is ready. */
    public static final int DRIVER_OK = 4;
    /** Features are agreed on. */
    public static final int FEATURES_OK = 8;
    /** The device cannot go on. */
    public static final int NEEDS_RESET = 64;
    /** The driver has given up. */
    public static final int FAILED = 128;

    static final int BITS = ACKNOWLEDGE | DRIVER | DRIVER_OK | FEATURES_OK | NEEDS_RESET | FAILED;

    private static final int KNOWN = ACKNOWLEDGE | DRIVER;

    private int value = NONE;

    DeviceStatus() {}

    int value() {
        return value;
    }

    void value(int restored) {
        value = restored;
    }

    boolean has(int bit) {
        return (value & bit) != 0;
    }

    void needsReset() {
        value |= NEEDS_RESET;
    }

    /**
     * The driver writes anything but 0.
     *
     * @param agreed whether both sides can go on with the features that it accepts
     * @return whether it has become ready by that
     * @throws BrokenRule if it must not
     */
    boolean advance(int written, boolean agreed) {
        int wanted = (written & BITS & ~NEEDS_RESET) | (value & NEEDS_RESET);
        if (has(NEEDS_RESET)) {
            value |= wanted & FAILED;
            return false;
        }
        if ((value & ~wanted) != 0) {
            throw new BrokenRule(Rule.STATUS_BIT_CLEARED);
        }
        boolean agrees = (wanted & FEATURES_OK) != 0;
        boolean ready = (wanted & DRIVER_OK) != 0;
        if ((agrees && (wanted & KNOWN) != KNOWN) || (ready && !has(FEATURES_OK))) {
            throw new BrokenRule(Rule.STATUS_OUT_OF_ORDER);
        }
        boolean begins = ready && !has(DRIVER_OK);
        value = agrees && !agreed ? wanted & ~FEATURES_OK : wanted;
        return begins;
    }
}
