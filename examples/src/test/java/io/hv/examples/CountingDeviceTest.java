package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BinaryBoot;
import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuests;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.device.PlainRequest;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountingDeviceTest {

    /** A queue of requests without a guest. */
    private record PlainQueue(int index, Queue<PlainRequest> requests) implements VirtioQueue {

        static PlainQueue of(PlainRequest... requests) {
            return new PlainQueue(0, new ArrayDeque<>(List.of(requests)));
        }

        @Override
        public @Nullable Request take() {
            return requests.poll();
        }

        @Override
        public boolean hasRequest() {
            return !requests.isEmpty();
        }
    }

    private final CountingDevice device = new CountingDevice();

    private long count(int bytes) {
        PlainRequest request = new PlainRequest(new byte[bytes], Long.BYTES);
        device.available(PlainQueue.of(request));
        assertTrue(request.isCompleted());
        return ByteBuffer.wrap(request.answer()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Test
    void countsUntilItIsReset() {
        assertEquals(3, count(3));
        assertEquals(1003, count(1000));
        device.reset();
        assertEquals(1, count(1));
    }

    @Test
    void takesAllThatWaits() {
        PlainQueue queue = PlainQueue.of(
                new PlainRequest(new byte[2], 8), new PlainRequest(new byte[2], 8), new PlainRequest(new byte[2], 8));
        device.available(queue);
        assertTrue(queue.requests().isEmpty());
        assertEquals(7, count(1));
    }

    @Test
    void roomThatIsTooSmallIsNotItsAffair() {
        PlainQueue queue = PlainQueue.of(new PlainRequest(new byte[1], 4));
        assertThrows(BufferOverflowException.class, () -> device.available(queue));
    }

    @Test
    @RequiresKvm
    void aMachineHasIt() {
        DomainSpec spec = DomainSpec.named("counting")
                .memory(ByteSize.mib(64))
                .boot(BinaryBoot.of(Content.bytes(SmallGuests.echo().bytes()), BinaryBoot.Mode.LONG, 0x100000))
                .with(KvmOptions.defaults().device(CountingDevice::new))
                .build();
        try (Host host = Host.open("kvm:///");
                TransientDomain vm = host.create(spec)) {
            vm.console().open(From.START).expect("echo ready\n", Duration.ofSeconds(60));
            DeviceStatistics counter = vm.as(KvmDomain.class).devices().get(0);
            assertEquals("counter0", counter.name());
            assertEquals(63, counter.deviceId());
            assertEquals(0, counter.queues().get(0).requests());
        }
    }
}
