package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.storage.RawFile;
import io.hv.kvm.virtio.block.BlockCounters.Kind;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that does its first requests to a disk allocates nothing on the heap. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "preadv and pwritev")
@Timeout(60)
class RequestAllocationTest {

    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int FLUSH = 4;
    private static final int ZERO = 13;
    private static final int BYTES = 4096;
    private static final int KINDS = 4;

    private static final int ROUNDS = 5;

    private final NewThreads threads = new NewThreads();

    @TempDir
    private Path folder;

    private static byte[] header(int type) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, type)
                .array();
    }

    private static byte[] segment() {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8, 8)
                .array();
    }

    private static void each(DeviceRig rig) {
        assertTrue(rig.comesBack(0, List.of(header(OUT), new byte[BYTES]), 1));
        assertTrue(rig.comesBack(0, List.of(header(IN)), BYTES, 1));
        assertTrue(rig.comesBack(0, List.of(header(FLUSH)), 1));
        assertTrue(rig.comesBack(0, List.of(header(ZERO), segment()), 1));
    }

    /** More than the test does in its time; an instant that does not pass. */
    private static RateLimit wide() {
        return new RateLimit(1_000_000, 1L << 40, new RateLimit.Timing() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void wakeAt(long nanos, Runnable action) {
                throw new IllegalStateException("there is room for all");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFirstRequestsOfAThreadAllocateNothing(boolean limited) throws IOException {
        Path image = Files.write(folder.resolve("disk.raw"), new byte[1 << 16]);
        try (GuestMemory memory = GuestMemory.map(MemoryMap.of(1 << 20, 36), "hv-test");
                RawFile file = RawFile.open(image, false)) {
            VirtioBlock disk =
                    new VirtioBlock("vda", file, BlockOptions.defaults(), memory, limited ? wide() : RateLimit.none());
            ManualWorkers workers = new ManualWorkers();
            FaultLog faults = new FaultLog();
            VirtioFunction function = new VirtioFunction(disk, memory, workers, faults);
            DeviceRig rig = new DeviceRig(function, memory, workers, Driver.features(false, true, false));
            function.connect(rig.transport);
            rig = rig.begin(1);
            // Classes are loaded, and initialised.
            each(rig);
            workers.runner = threads::run;
            for (int round = 0; round < ROUNDS; round++) {
                each(rig);
            }
            assertEquals(ROUNDS * KINDS, threads.allocated().size(), "one thread for each request");
            for (int kind = 0; kind < KINDS; kind++) {
                assertEquals(0, threads.least(kind, KINDS), () -> "bytes in each thread: " + threads.allocated());
            }
            assertEquals(List.of(), faults.all());
            assertEquals(ROUNDS + 1, disk.counters().requests(Kind.ZERO));
            assertEquals((ROUNDS + 1L) * BYTES, disk.counters().bytes(Kind.READ));
        }
    }
}
