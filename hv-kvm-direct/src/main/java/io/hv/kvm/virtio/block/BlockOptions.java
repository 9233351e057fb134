package io.hv.kvm.virtio.block;

/**
 * What a disk is to be.
 *
 * @param serial at most 20 bytes of ASCII, which the guest can ask for; perhaps empty
 * @param queues 1 to 16
 * @param queueSize the largest size of each in descriptors
 * @param discard whether the guest may give space back
 */
public record BlockOptions(String serial, int queues, int queueSize, boolean discard) {

    /** How long a serial number may be. */
    public static final int SERIAL_LENGTH = 20;

    private static final int QUEUE_SIZE = 256;
    private static final int MOST_QUEUES = 16;

    /** Rejects with {@link IllegalArgumentException} what cannot be. */
    public BlockOptions {
        if (serial.length() > SERIAL_LENGTH || !serial.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("a serial number is at most 20 ASCII characters: '" + serial + "'");
        }
        if (queues < 1 || queues > MOST_QUEUES) {
            throw new IllegalArgumentException("a disk has 1 to " + MOST_QUEUES + " queues, not " + queues);
        }
    }

    /** One queue, no serial number, discards honoured. */
    public static BlockOptions defaults() {
        return new BlockOptions("", 1, QUEUE_SIZE, true);
    }
}
