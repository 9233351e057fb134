package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.DiskLimits;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.backend.Release;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.storage.CommitFailedException;
import io.hv.kvm.storage.DiskInUseException;
import io.hv.kvm.storage.DiskUse;
import io.hv.kvm.storage.ForkableDisk;
import io.hv.kvm.storage.FrozenDisk;
import io.hv.kvm.virtio.block.BlockCounters;
import io.hv.kvm.virtio.block.BlockCounters.Kind;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The disks of one run of a domain: open files, and, once the machine is made, its devices. Safe for any thread. */
final class KvmDisks implements AutoCloseable {

    private static final int QUEUE_SIZE = 256;

    // Under this object's monitor.
    private final Map<String, OpenDisk> disks = new LinkedHashMap<>();

    /** One of them. */
    private record OpenDisk(DiskSpec spec, ForkableDisk store, AtomicReference<@Nullable VirtioBlock> device) {}

    private KvmDisks() {}

    /**
     * Opens the files of a spec.
     *
     * @throws NativeException if the kernel refuses one; then none is left open
     * @throws DiskInUseException if another machine of this process has one
     * @throws io.hv.HypervisorException if an image is damaged, or another process has it
     * @throws IOException if there is no room for an overlay
     */
    static KvmDisks open(DomainSpec spec) throws IOException {
        return of(spec, disk -> ForkableDisk.open(file(disk), format(disk), use(disk)));
    }

    static Path file(DiskSpec disk) {
        return Path.of(disk.source().file().orElseThrow().path());
    }

    /** The format of a disk whose spec was not refused. */
    static ImageFormat format(DiskSpec disk) {
        return ImageFormat.of(disk.source().format().id()).orElseThrow();
    }

    /** What a machine does with a disk's image. */
    static DiskUse use(DiskSpec disk) {
        if (disk.isReadOnly()) {
            return DiskUse.READ;
        }
        return disk.isThrowaway() ? DiskUse.THROW_AWAY : DiskUse.WRITE;
    }

    /**
     * Clones of the disks of a machine that was forked.
     *
     * @param spec the clone's, with the same disks
     * @param frozen they stay the caller's
     * @throws NativeException if the kernel refuses one; then none is left open
     * @throws IOException if there is no room for an overlay
     */
    static KvmDisks clones(DomainSpec spec, FrozenDisks frozen) throws IOException {
        return of(spec, disk -> ForkableDisk.of(frozen.get(disk.target().orElseThrow())));
    }

    /** Opens one of them. */
    interface Opener {

        ForkableDisk open(DiskSpec spec) throws IOException;
    }

    /** Disks that are opened in some way; if one cannot be, none is left open. */
    static KvmDisks of(DomainSpec spec, Opener opener) throws IOException {
        KvmDisks all = new KvmDisks();
        try {
            for (int i = 0; i < spec.disks().size(); i++) {
                DiskSpec disk = spec.disks().get(i);
                String target = disk.target().orElseThrow();
                all.add(target, new OpenDisk(disk, open(spec, i, opener), new AtomicReference<>()));
            }
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private synchronized void add(String target, OpenDisk disk) {
        disks.put(target, disk);
    }

    private synchronized Map<String, OpenDisk> present() {
        return new LinkedHashMap<>(disks);
    }

    /** Takes over the disks of another machine that was never made. */
    void adopt(KvmDisks more) {
        Map<String, OpenDisk> theirs;
        synchronized (more) {
            theirs = new LinkedHashMap<>(more.disks);
            more.disks.clear();
        }
        theirs.forEach(this::add);
    }

    /** Takes out the disk of a target, for the caller to close; nothing if there is none. */
    synchronized Optional<Departed> remove(String target) {
        return Optional.ofNullable(disks.remove(target)).map(disk -> new Departed(target, () -> close(List.of(disk))));
    }

    /** Opens one; what is wrong with an image is told in the API's words. */
    static ForkableDisk open(DomainSpec spec, int index, Opener opener) throws IOException {
        try {
            return opener.open(spec.disks().get(index));
        } catch (ImageException e) {
            throw HostErrors.image(spec, index, e);
        }
    }

    /**
     * Freezes all, at one instant of a machine that stands still.
     *
     * @throws IOException if there is no room for an overlay; then none is frozen
     */
    FrozenDisks freeze() throws IOException {
        Map<String, FrozenDisk> frozen = new LinkedHashMap<>();
        Set<String> owed = new LinkedHashSet<>();
        try {
            for (Map.Entry<String, OpenDisk> disk : present().entrySet()) {
                OpenDisk open = disk.getValue();
                if (use(open.spec) == DiskUse.WRITE && open.store.overlays() > 0) {
                    owed.add(disk.getKey());
                }
                frozen.put(disk.getKey(), open.store.freeze());
            }
            return new FrozenDisks(frozen, owed);
        } catch (IOException | RuntimeException e) {
            // Each goes back to its image by itself.
            Release release = new Release();
            frozen.values().forEach(disk -> release.step(disk::close));
            release.endBeneath(e);
            throw e;
        }
    }

    /** Waits until what was written while clones shared an image is in the image; not for one that is shared still. */
    void awaitCommits() {
        present().values().stream().filter(disk -> !disk.store.isShared()).forEach(disk -> disk.store.awaitCommits());
    }

    /** What makes the devices, in the spec's order. */
    List<Function<DeviceContext, VirtioDevice>> factories() {
        List<Function<DeviceContext, VirtioDevice>> factories = new ArrayList<>();
        present()
                .forEach((target, disk) -> factories.add(context -> {
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
        return new RateLimit(operations(limits), bytes(limits), new LimitTiming(target, context));
    }

    private static long operations(DiskLimits limits) {
        return limits.operationsPerSecond().orElse(0);
    }

    private static long bytes(DiskLimits limits) {
        return limits.bytesPerSecond().map(ByteSize::bytes).orElse(0L);
    }

    /** Sets another limit for a disk; false if there is none, or none any more. */
    boolean limit(String target, DiskLimits limits) {
        Optional<OpenDisk> disk = find(target);
        disk.ifPresent(each -> device(target, each).limit(operations(limits), bytes(limits)));
        return disk.isPresent();
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

    private synchronized Optional<OpenDisk> find(String target) {
        return Optional.ofNullable(disks.get(target));
    }

    private OpenDisk disk(String target) {
        return find(target).orElseThrow(() -> new IllegalStateException("no disk '" + target + "'"));
    }

    ByteSize capacity(String target) {
        return ByteSize.bytes(disk(target).store.capacity());
    }

    private static VirtioBlock device(String target, OpenDisk disk) {
        VirtioBlock device = disk.device.get();
        if (device == null) {
            throw new IllegalStateException("the machine of the disk '" + target + "' was never made");
        }
        return device;
    }

    void resize(String target, ByteSize capacity) {
        VirtioBlock device = device(target, disk(target));
        try {
            device.resize(capacity.bytes());
        } catch (InterruptedIOException e) {
            InterruptedOperationException interrupted =
                    new InterruptedOperationException("the resize of the disk '" + target + "'");
            interrupted.addSuppressed(e);
            throw interrupted;
        } catch (IOException e) {
            if (e.getCause() instanceof ImageException cause) {
                throw HostErrors.notResizable(target, cause);
            }
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

    /**
     * Closes the files, after the machine's threads have ended. What was counted stays.
     *
     * @throws HostFailureException if what was written while clones shared one is not in its file; all are closed
     */
    @Override
    public void close() {
        close(present().values());
    }

    private static void close(Collection<OpenDisk> disks) {
        List<CommitFailedException> failures = new ArrayList<>();
        for (OpenDisk disk : disks) {
            try {
                disk.store.close();
            } catch (CommitFailedException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            HostFailureException failure = HostErrors.lost(failures.get(0));
            failures.subList(1, failures.size()).forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
