package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.DriverState;
import io.hv.kvm.QueueStatistics;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceLookTest {

    @ParameterizedTest
    @CsvSource({
        "0, NONE",
        "1, NONE",
        "3, SETUP",
        "11, SETUP",
        "15, READY",
        "79, NEEDS_RESET",
        "64, NEEDS_RESET",
        "131, FAILED",
        "207, FAILED"
    })
    void statusBitsComeToAState(int status, DriverState state) {
        assertEquals(state, DeviceLook.driver(status));
        assertEquals(
                15, DeviceStatus.ACKNOWLEDGE | DeviceStatus.DRIVER | DeviceStatus.DRIVER_OK | DeviceStatus.FEATURES_OK);
    }

    @Test
    void aDeviceHasAWordAndKeepsItsQueues() {
        List<QueueStatistics> queues = new ArrayList<>(List.of(new QueueStatistics(0, 1, 2, 3, 4, 5)));
        DeviceStatistics block = new DeviceStatistics("vda", 2, VirtioTransport.PCI, DriverState.READY, queues);
        queues.clear();
        assertEquals(1, block.queues().size());
        assertEquals("block", block.kind());
        assertEquals(
                "device 34",
                new DeviceStatistics("mine", 34, VirtioTransport.MMIO, DriverState.NONE, List.of()).kind());
    }
}
