package io.hv.bench;

import io.hv.guests.SmallGuest;
import io.hv.image.ImageFormat;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.MultibootLoader;
import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.MachineConfig;
import io.hv.kvm.machine.MachineImage;
import io.hv.kvm.machine.VirtioConfig;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.storage.DiskUse;
import io.hv.kvm.storage.ForkableDisk;
import io.hv.kvm.storage.FrozenDisk;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The same fork below the public API, by {@link VirtualMachine} and {@link ForkableDisk} alone, step by step: what the API
 * adds is the difference.
 */
final class MachineFork implements AutoCloseable {

    /** The steps, in the order of what {@link #fork()} returns after the whole. The first four are the parent's pause. */
    static final List<String> STEPS = List.of(
            "the parent stops",
            "its disk is frozen",
            "its state is read, its RAM frozen",
            "it goes on",
            "an overlay for the fork",
            "the fork is made",
            "it runs to its first instructions");

    private static final int QUEUE_SIZE = 256;

    private final Kvm kvm;
    private final long ram;
    private final SmallGuest guest;
    private final ForkableDisk disk;
    private final Reaper reaper = new Reaper("bench/reaper");
    private final VirtualMachine machine;

    /** A machine that is ready. */
    MachineFork(Kvm kvm, long ram, SmallGuest guest, Path image) {
        this.kvm = kvm;
        this.ram = ram;
        this.guest = guest;
        try {
            this.disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FirstByte first = new FirstByte();
        LineEnd ready = new LineEnd(first);
        this.machine = new VirtualMachine(kvm, config("parent", disk, ready), first, reaper);
        machine.resume();
        long unused = first.await();
    }

    /** Hands on the end of a line only: what the guest says of itself ends there. */
    private record LineEnd(FirstByte to) implements ByteSink {

        @Override
        public void accept(int value) {
            if (value == '\n') {
                to.accept(value);
            }
        }
    }

    private MachineConfig config(String name, ForkableDisk store, ByteSink serial) {
        BlockOptions options = new BlockOptions("", 1, QUEUE_SIZE, true);
        return new MachineConfig(
                name,
                ram,
                1,
                true,
                Set.of(),
                layout -> MultibootLoader.load(layout, BootFile.of(guest.name(), guest.bytes()), "", List.of()),
                () -> ByteSource.NOTHING,
                serial,
                new VirtioConfig(
                        true,
                        List.of(context ->
                                new VirtioBlock("vda", store, options, context.memory(), RateLimit.none()))));
    }

    /** Forks it once; the fork is gone when this returns. In nanoseconds: the whole, then each of {@link #STEPS}. */
    long[] fork() {
        try (Reaper burial = new Reaper("bench/reaper")) {
            return fork(burial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long[] fork(Reaper burial) throws IOException {
        FirstByte first = new FirstByte();
        long[] at = new long[STEPS.size() + 1];
        at[0] = System.nanoTime();
        machine.pause();
        at[1] = System.nanoTime();
        try (FrozenDisk frozen = disk.freeze()) {
            at[2] = System.nanoTime();
            try (MachineImage image = machine.freeze()) {
                at[3] = System.nanoTime();
                machine.resume();
                at[4] = System.nanoTime();
                try (ForkableDisk overlay = ForkableDisk.of(frozen)) {
                    at[5] = System.nanoTime();
                    try (VirtualMachine fork =
                            VirtualMachine.fork(kvm, config("fork", overlay, first), first, burial, image)) {
                        at[6] = System.nanoTime();
                        fork.resume();
                        at[7] = first.await();
                        return steps(at);
                    }
                }
            }
        }
    }

    /** The whole, and the differences. */
    static long[] steps(long[] at) {
        long[] steps = new long[at.length];
        steps[0] = at[at.length - 1] - at[0];
        System.arraycopy(Hammer.differences(at), 0, steps, 1, at.length - 1);
        return steps;
    }

    @Override
    public void close() {
        machine.close();
        reaper.close();
        disk.close();
    }
}
