package io.hv.kvm.virtio;

/** The feature bits that are hv's own and not a device's (virtio 1.2, section 6). */
public final class Features {

    /** Indirect descriptors. */
    public static final long INDIRECT_DESC = 1L << 28;

    /** Event indices in place of flags. */
    public static final long EVENT_IDX = 1L << 29;

    /** Not the draft before virtio 1. */
    public static final long VERSION_1 = 1L << 32;

    /** Packed rings. */
    public static final long RING_PACKED = 1L << 34;

    /** What every device offers. */
    public static final long COMMON = INDIRECT_DESC | EVENT_IDX | VERSION_1 | RING_PACKED;

    /** The bits that a device may offer by itself. */
    public static final long OF_DEVICE = (1L << 24) - 1 | ~((1L << 50) - 1);

    private Features() {}

    /** Whether rings are packed. */
    static boolean packed(long features) {
        return (features & RING_PACKED) != 0;
    }
}
