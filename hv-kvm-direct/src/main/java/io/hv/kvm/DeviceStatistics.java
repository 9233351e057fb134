package io.hv.kvm;

import java.util.List;

/**
 * One of a machine's virtio devices, and what it has done.
 *
 * @param name unique within the machine, for example {@code vda}
 * @param deviceId which device it is (virtio 1.2, section 5): 1 network, 2 block, 3 console, 4 entropy source, ...
 * @param transport how the guest reaches it
 * @param driver how far the guest has come with it
 * @param queues by number
 */
public record DeviceStatistics(
        String name, int deviceId, VirtioTransport transport, DriverState driver, List<QueueStatistics> queues) {

    /** Copies the list. */
    public DeviceStatistics {
        queues = List.copyOf(queues);
    }

    /** Which device it is, as a word: {@code block}; {@code device 34} where there is none for it here. */
    public String kind() {
        return switch (deviceId) {
            case 1 -> "network";
            case 2 -> "block";
            case 3 -> "console";
            case 4 -> "entropy";
            case 5 -> "balloon";
            case 8 -> "scsi";
            case 16 -> "gpu";
            case 18 -> "input";
            case 19 -> "vsock";
            case 26 -> "fs";
            default -> "device " + deviceId;
        };
    }
}
