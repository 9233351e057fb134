package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.DiskLimits;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.storage.RawFile;
import io.hv.kvm.virtio.block.BlockCounters;
import io.hv.kvm.virtio.block.BlockCounters.Kind;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.BlockStore;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The disks of one run of a domain: open files, and, once the machine is made, its devices. Safe for any thread. */
final class KvmDisks implements AutoCloseable {

    private static final int QUEUE_SIZE = 256;

    private final Map<String, OpenDisk> disks = new LinkedHashMap<>();

    /** One of them. */
    private record OpenDisk(DiskSpec spec, BlockStore store, AtomicReference<@Nullable VirtioBlock> device) {}

    private KvmDisks() {}

    /**
     * Opens the files of a spec.
     *
     * @throws NativeException if the kernel refuses one; then none is left open
     */
    static KvmDisks open(DomainSpec spec) {
        KvmDisks all = new KvmDisks();
        try {
            for (DiskSpec disk : spec.disks()) {
                String file = disk.source().file().orElseThrow().path();
                BlockStore store = RawFile.open(Path.of(file), disk.isReadOnly());
                all.disks.put(disk.target().orElseThrow(), new OpenDisk(disk, store, new AtomicReference<>()));
            }
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** What makes the devices, in the spec's order. */
    List<Function<DeviceContext, VirtioDevice>> factories() {
        List<Function<DeviceContext, VirtioDevice>> factories = new ArrayList<>();
        disks.forEach((target, disk) -> factories.add(context -> {
            VirtioBlock device = device(target, disk, context);
            disk.device.set(device);
            return device;
        }));
        return factories;
    }

    private static VirtioBlock device(String target, OpenDisk disk, DeviceContext context) {
        DiskSpec spec = disk.spec;
        BlockOptions options = new BlockOptions(
                spec.serial().orElse(""),
                spec.queues().orElse(1),
                QUEUE_SIZE,
                spec.discard() == DiskSpec.Discard.UNMAP);
        return new VirtioBlock(target, disk.store, options, context.memory(), limit(target, spec.limits(), context));
    }

    private static RateLimit limit(String target, DiskLimits limits, DeviceContext context) {
        return limits.isNone()
                ? RateLimit.none()
                : new RateLimit(
                        limits.operationsPerSecond().orElse(0),
                        limits.bytesPerSecond().map(ByteSize::bytes).orElse(0L),
                        new LimitTiming(target, context));
    }

    /** The machine's own time: a machine that stands still saves up nothing. */
    private static final class LimitTiming implements RateLimit.Timing, Device {

        private final String name;
        private final DeviceContext context;
        private volatile Runnable refill = () -> {};
        private final EventLoop.Timer timer;

        LimitTiming(String target, DeviceContext context) {
            this.name = target + "-limit";
            this.context = context;
            this.timer = context.loop().timer(this, () -> refill.run());
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long nanos() {
            return context.clock().nanos();
        }

        @Override
        public void wakeAt(long nanos, Runnable action) {
            refill = action;
            timer.arm(nanos);
        }
    }

    private OpenDisk disk(String target) {
        OpenDisk disk = disks.get(target);
        if (disk == null) {
            throw new IllegalStateException("no disk '" + target + "'");
        }
        return disk;
    }

    ByteSize capacity(String target) {
        return ByteSize.bytes(disk(target).store.capacity());
    }

    void resize(String target, ByteSize capacity) {
        VirtioBlock device = disk(target).device.get();
        if (device == null) {
            throw new IllegalStateException("the machine of the disk '" + target + "' was never made");
        }
        try {
            device.resize(capacity.bytes());
        } catch (InterruptedIOException e) {
            InterruptedOperationException interrupted =
                    new InterruptedOperationException("the resize of the disk '" + target + "'");
            interrupted.addSuppressed(e);
            throw interrupted;
        } catch (IOException e) {
            int errno = e.getCause() instanceof NativeException cause ? cause.errno() : 0;
            throw new HostFailureException(
                    "the resize of the disk '" + target + "' failed: " + e.getMessage(),
                    "see whether it is a file whose file system has room, and answers",
                    "ftruncate",
                    errno,
                    e);
        }
    }

    DiskStatistics statistics(String target) {
        VirtioBlock device = disk(target).device.get();
        if (device == null) {
            return DiskStatistics.of(0, 0, 0, 0);
        }
        BlockCounters counters = device.counters();
        long nanos = 0;
        for (Kind kind : Kind.values()) {
            nanos += counters.nanos(kind);
        }
        return DiskStatistics.of(
                        counters.requests(Kind.READ),
                        counters.bytes(Kind.READ),
                        counters.requests(Kind.WRITE),
                        counters.bytes(Kind.WRITE))
                .flushes(counters.requests(Kind.FLUSH))
                .discards(counters.requests(Kind.DISCARD), counters.bytes(Kind.DISCARD))
                .busy(Duration.ofNanos(nanos));
    }

    /** Closes the files, after the machine's threads have ended. What was counted stays. */
    @Override
    public void close() {
        disks.values().forEach(disk -> disk.store.close());
    }
}
