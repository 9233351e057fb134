package io.hv.kvm.backend;

import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.DriverState;
import io.hv.kvm.QueueStatistics;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.virtio.DeviceStatus;
import io.hv.kvm.virtio.QueueCounters;
import io.hv.kvm.virtio.VirtioFunction;
import java.util.List;
import java.util.stream.IntStream;

/** Virtio devices as the API tells of them. */
final class DeviceLook {

    private DeviceLook() {}

    static DeviceStatistics at(VirtioFunction function, VirtioTransport transport) {
        List<QueueStatistics> queues = IntStream.range(0, function.queueCount())
                .mapToObj(index -> queue(index, function.counters(index)))
                .toList();
        return new DeviceStatistics(
                function.name(), function.device().deviceId(), transport, driver(function.status()), queues);
    }

    private static QueueStatistics queue(int index, QueueCounters counters) {
        return new QueueStatistics(
                index,
                counters.notifications(),
                counters.requests(),
                counters.interrupts(),
                counters.bytesFromDriver(),
                counters.bytesForDriver());
    }

    /** What the bits of the device status come to. */
    static DriverState driver(int status) {
        if ((status & DeviceStatus.FAILED) != 0) {
            return DriverState.FAILED;
        }
        if ((status & DeviceStatus.NEEDS_RESET) != 0) {
            return DriverState.NEEDS_RESET;
        }
        if ((status & DeviceStatus.DRIVER_OK) != 0) {
            return DriverState.READY;
        }
        return (status & DeviceStatus.DRIVER) != 0 ? DriverState.SETUP : DriverState.NONE;
    }
}
