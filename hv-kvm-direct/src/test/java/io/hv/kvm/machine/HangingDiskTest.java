package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.storage.RawFile;
import io.hv.kvm.virtio.block.BlockIo;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.BlockStore;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose disk hangs does not stand still, and goes on. */
@RequiresKvm
@Timeout(300)
class HangingDiskTest {

    private static final long RAM = 64 << 20;

    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @TempDir
    private Path folder;

    /** A file that is flushed late. */
    private final class Hanging implements BlockStore {

        private final RawFile file;

        Hanging(RawFile file) {
            this.file = file;
        }

        @Override
        public long capacity() {
            return file.capacity();
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public boolean discards() {
            return false;
        }

        @Override
        public BlockIo io(int pieces) {
            return file.io(pieces);
        }

        @Override
        public void flush() throws IOException {
            hanging.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("nobody interrupts an I/O thread");
            }
        }

        @Override
        public void discard(long offset, long length) {
            throw new AssertionError("not offered");
        }

        @Override
        public void resize(long capacity) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void close() {
            file.close();
        }
    }

    private final class Told implements MachineObserver {

        @Override
        public void poweredOff() {
            over.countDown();
        }

        @Override
        public void crashed(MachineCrash crash) {
            throw new AssertionError(crash.toString());
        }

        @Override
        public void guestFault(String device, String rule) {
            throw new AssertionError(device + ": " + rule);
        }
    }

    private static MachineConfig config(SmallGuest guest, BlockStore store) {
        return new MachineConfig(
                "hanging",
                RAM,
                1,
                false,
                Set.of("xsave"),
                layout -> FlatLoader.load(
                        layout, BootFile.of("code", guest.bytes()), EntryMode.LONG, guest.loadAddress(), guest.entry()),
                () -> ByteSource.NOTHING,
                value -> {},
                new VirtioConfig(
                        false,
                        List.of(context -> new VirtioBlock(
                                "vda", store, BlockOptions.defaults(), context.memory(), RateLimit.none())),
                        Duration.ofMillis(50)));
    }

    @Test
    void goesOn() throws Exception {
        Path image = Files.write(folder.resolve("disk.raw"), new byte[1 << 20]);
        try (Kvm kvm = Kvm.open();
                Reaper reaper = new Reaper("hv/test/reaper");
                BlockStore store = new Hanging(RawFile.open(image, false));
                VirtualMachine machine =
                        new VirtualMachine(kvm, config(SmallGuests.virtioBlkMmio(), store), new Told(), reaper)) {
            machine.resume();
            assertTrue(hanging.await(60, TimeUnit.SECONDS));
            for (int i = 0; i < 2; i++) {
                StillBusyException busy = assertThrows(StillBusyException.class, machine::pause);
                assertTrue(String.valueOf(busy.getMessage()).contains("vda"), busy.getMessage());
            }
            assertThrows(StillBusyException.class, machine::reset);
            assertThrows(IllegalStateException.class, machine::save, "it runs");
            release.countDown();
            assertTrue(over.await(60, TimeUnit.SECONDS));
            assertEquals(OptionalInt.of(SmallGuest.PASSED), machine.debugExit());
        }
    }
}
