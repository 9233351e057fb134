package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.storage.RawFile;
import io.hv.kvm.virtio.block.BlockCounters.Kind;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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

    /**
     * Now and then the JVM itself allocates on a thread whose method has become worth compiling. What hv's code allocates
     * on a new thread, it allocates on each.
     */
    private static final int ROUNDS = 5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Long> allocated = new ArrayList<>();

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

    /** Runs a job on a thread that has never done anything, and notes what it allocated beyond what looking costs. */
    private void onNewThread(Runnable job) {
        AtomicLong bytes = new AtomicLong();
        Thread thread = new Thread(() -> {
            long id = Thread.currentThread().getId();
            long first = threads.getThreadAllocatedBytes(id);
            long before = threads.getThreadAllocatedBytes(id);
            job.run();
            long after = threads.getThreadAllocatedBytes(id);
            bytes.set(after - before - (before - first));
        });
        thread.start();
        Uninterrupted.join(thread);
        allocated.add(bytes.get());
    }

    @Test
    void theFirstRequestsOfAThreadAllocateNothing() throws IOException {
        Path image = Files.write(folder.resolve("disk.raw"), new byte[1 << 16]);
        try (GuestMemory memory = GuestMemory.map(MemoryMap.of(1 << 20, 36), "hv-test");
                RawFile file = RawFile.open(image, false)) {
            VirtioBlock disk = new VirtioBlock("vda", file, BlockOptions.defaults(), memory, RateLimit.none());
            ManualWorkers workers = new ManualWorkers();
            FaultLog faults = new FaultLog();
            VirtioFunction function = new VirtioFunction(disk, memory, workers, faults);
            DeviceRig rig = new DeviceRig(function, memory, workers, Driver.features(false, true, false));
            function.connect(rig.transport);
            rig = rig.begin(1);
            // Classes are loaded, and initialised.
            each(rig);
            workers.runner = this::onNewThread;
            for (int round = 0; round < ROUNDS; round++) {
                each(rig);
            }
            assertEquals(ROUNDS * KINDS, allocated.size(), "one thread for each request");
            for (int kind = 0; kind < KINDS; kind++) {
                long least = Long.MAX_VALUE;
                for (int at = kind; at < allocated.size(); at += KINDS) {
                    least = Math.min(least, allocated.get(at));
                }
                assertEquals(0, least, () -> "bytes in each thread: " + allocated);
            }
            assertEquals(List.of(), faults.all());
            assertEquals(ROUNDS + 1, disk.counters().requests(Kind.ZERO));
            assertEquals((ROUNDS + 1L) * BYTES, disk.counters().bytes(Kind.READ));
        }
    }
}
