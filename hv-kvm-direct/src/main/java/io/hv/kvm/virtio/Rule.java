package io.hv.kvm.virtio;

import java.util.Locale;

/**
 * What a driver must keep to, as far as a device can see it break: each with the section of virtio 1.2 that says so. Where
 * one is broken, the device wants to be reset (DEVICE_NEEDS_RESET).
 */
public enum Rule {
    /** Available ring. */
    AVAILABLE_TOO_FAR("2.7.6", "the available index is further ahead than the queue has descriptors"),
    /** Available ring. */
    HEAD_OUTSIDE_TABLE("2.7.6", "a chain begins outside the descriptor table"),
    /** Descriptor table. */
    NEXT_OUTSIDE_TABLE("2.7.5", "a descriptor continues outside its table"),
    /** Descriptor table. */
    CHAIN_TOO_LONG("2.7.5.3.1", "a chain has more descriptors than the queue, or is a loop"),
    /** Both kinds of ring. */
    DESCRIPTORS_IN_USE("2.7.13, 2.8.21", "more descriptors are under way at once than the queue has"),
    /** Descriptor table. */
    READABLE_AFTER_WRITABLE("2.7.4.2", "a device-readable buffer comes after a device-writable one"),
    /** Descriptor table. */
    BUFFER_OUTSIDE_RAM("2.7.5", "a buffer is not in the guest's memory"),
    /** Descriptor table. */
    CHAIN_TOO_BIG("2.7.5", "a chain has more than 2^32 bytes"),
    /** Indirect descriptors. */
    INDIRECT_NOT_NEGOTIATED("2.7.5.3.1", "an indirect descriptor without VIRTIO_F_INDIRECT_DESC"),
    /** Indirect descriptors. */
    INDIRECT_WITH_NEXT("2.7.5.3.1", "a descriptor is indirect and continues"),
    /** Indirect descriptors. */
    INDIRECT_NESTED("2.7.5.3.1", "an indirect descriptor in an indirect table"),
    /** Indirect descriptors. */
    INDIRECT_SIZE("2.7.5.3", "an indirect table is not one or more descriptors of 16 bytes"),
    /** Indirect descriptors. */
    INDIRECT_TOO_LONG("2.7.5.3.1", "an indirect table has more descriptors than the queue"),
    /** Indirect descriptors. */
    INDIRECT_OUTSIDE_RAM("2.7.5.3", "an indirect table is not in the guest's memory"),
    /** Packed rings. */
    EVENT_FLAGS_RESERVED(
            "2.8.10",
            "the driver's event suppression has the reserved value, or names a descriptor "
                    + "without VIRTIO_F_EVENT_IDX"),
    /** Registers. */
    STATUS_BIT_CLEARED("2.1.1", "the driver takes a bit of the device status back"),
    /** Registers. */
    STATUS_OUT_OF_ORDER("3.1.1", "the driver skips a step of the initialization"),
    /** Registers. */
    FEATURES_TOO_LATE("3.1.1", "the driver changes features after FEATURES_OK"),
    /** Registers. */
    QUEUE_TOO_EARLY("3.1.1", "the driver sets a queue up before FEATURES_OK"),
    /** Registers. */
    QUEUE_SIZE("2.7, 2.8", "a queue's size is zero, beyond its largest, or, with a split ring, no power of two"),
    /** Registers. */
    QUEUE_MISALIGNED("2.7, 2.8", "a part of a queue is not aligned"),
    /** Registers. */
    QUEUE_OUTSIDE_RAM("2.7, 2.8", "a part of a queue is not in the guest's memory"),
    /** Registers. */
    QUEUE_CHANGED("4.1.4.3.2", "the driver changes a queue that is enabled"),
    /** Registers. */
    NOTIFY_TOO_EARLY("3.1.1", "the driver notifies the device before DRIVER_OK"),
    /** Registers. */
    NOTIFY_NO_QUEUE("4.1.5.2, 4.2.3.3", "the driver notifies the device of a queue that it has not enabled"),
    /** Registers. */
    REGISTER_WIDTH("4.1.3.1, 4.2.2.2", "a register is written in another width than its own"),
    /** Requests. */
    REQUEST_TOO_SHORT("2.6", "a request has fewer bytes than its kind needs"),
    /** Requests. */
    ANSWER_TOO_SHORT("2.6", "a request has no room for its answer"),
    /** Block. */
    BLOCK_BEYOND_END("5.2.6.1", "a request goes beyond the end of the disk"),
    /** Block. */
    BLOCK_LENGTH("5.2.6.1", "a request's data is not whole sectors of 512 bytes"),
    /** Block. */
    BLOCK_SEGMENTS(
            "5.2.6.1",
            "a discard or write-zeroes request has no segment, a part of one, or more than the device takes"),
    /** Network. */
    NET_FRAME_TOO_LONG("5.1.6.2", "a frame is longer than any can be"),
    /** Network. */
    NET_OFFLOAD("5.1.6.2.1", "the driver leaves a checksum or segments to a device that has not accepted that"),
    /** Network. */
    NET_CHECKSUM("5.1.6.2.1", "a checksum lies outside its frame"),
    /** Network. */
    NET_SEGMENTS("5.1.6.2.1", "a frame is to be split in a way that there is not, or without a size or a checksum"),
    /** Console. */
    CONSOLE_NO_PORT("5.3.6", "a control message is about a port that there is not"),
    /** Balloon. */
    BALLOON_LENGTH(
            "5.5.6",
            "an inflate or deflate request is not whole page numbers of 4 bytes, or has more than the device takes"),
    /** Balloon. */
    BALLOON_NO_PAGE("5.5.6", "a page number is of no page of the guest's memory"),
    /** Balloon. */
    BALLOON_STATISTICS("5.5.6.3", "statistics are not whole entries of 10 bytes, or more than the device takes"),
    /** Balloon. */
    BALLOON_NO_QUEUE("5.5.2", "a queue is used whose feature was not agreed on"),
    /** Socket. */
    VSOCK_NO_CREDIT("5.10.6.3.1", "more data is sent than the device has told that there is space for"),
    /** Socket. */
    VSOCK_COUNT("5.10.6.3.1", "a packet says that more was read of a connection than was sent"),
    /** File system. */
    FS_LENGTH("5.11.6.1", "a request's header says a length that its buffers or its kind do not have"),
    /** File system. */
    FS_QUEUE("5.11.6.2", "a request to forget or to interrupt is not on the queue of high priority, or another is"),
    /** File system. */
    FS_TEXT("5.11.6.1", "a name, or the target of a link, has no end within its request"),
    /** Devices of others. */
    DEVICE_FAILED("2.1.2", "the device could not go on with what the driver gave it");

    private final String section;
    private final String text;

    Rule(String section, String text) {
        this.section = section;
        this.text = text;
    }

    /** The section of virtio 1.2. */
    public String section() {
        return section;
    }

    /** What the driver did, in a sentence without its full stop. */
    public String text() {
        return text;
    }

    /** The rule's name in lower-case words joined by {@code -}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name, what was done, and the section. */
    @Override
    public String toString() {
        return id() + ": " + text + " (virtio 1.2, " + section + ")";
    }
}
