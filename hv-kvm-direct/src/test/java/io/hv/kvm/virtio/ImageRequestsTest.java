package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.storage.DiskUse;
import io.hv.kvm.storage.ForkableDisk;
import io.hv.kvm.storage.FrozenDisk;
import io.hv.kvm.storage.ImageKind;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.BlockStore;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk's device answers alike whatever its bytes lie in: an image of any kind, beside bytes on the heap. Now and then another
 * machine goes on with its state, on a clone of its disk, or it goes on itself after that other one has done all sorts of things.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "preadv and pwritev")
@Timeout(120)
class ImageRequestsTest {

    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int FLUSH = 4;
    private static final int GET_ID = 8;
    private static final int DISCARD = 11;
    private static final int WRITE_ZEROES = 13;
    private static final int UNKNOWN = 99;
    private static final int SECTOR = 512;
    private static final int CAPACITY = 1 << 20;
    private static final int SECTORS = CAPACITY / SECTOR;
    /** What a kind of image forgets as a whole that forgets anything of this size. */
    private static final int CLUSTER = (1 << 16) / SECTOR;

    private static final int STEPS = 2000;

    @TempDir
    private Path folder;

    @TempDir
    private Path copies;

    /** A machine with one disk. */
    private static final class Machine implements AutoCloseable {

        private final GuestMemory memory = GuestMemory.map(MemoryMap.of(1 << 20, 36), "hv-test");
        private final VirtioBlock device;
        private final DeviceRig rig;

        Machine(BlockStore store) {
            device = new VirtioBlock("vda", store, new BlockOptions("HV-1", 1, 64, true), memory, RateLimit.none());
            rig = new DeviceRig(device, memory, false, 0).begin(1);
        }

        byte[] ask(Ask ask) {
            byte[] answer = ask.room == 0 ? rig.ask(0, ask.said, 1) : rig.ask(0, ask.said, ask.room, 1);
            assertEquals(List.of(), rig.faults.all());
            return answer;
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    /** A request: what is said, and the room for what is answered before the status. */
    private record Ask(List<byte[]> said, int room) {

        static Ask any(Random random, boolean discards) {
            int sector = random.nextInt(SECTORS);
            int count = Math.min(1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 24), SECTORS - sector);
            return switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    byte[] data = new byte[count * SECTOR];
                    random.nextBytes(data);
                    yield new Ask(List.of(header(OUT, sector), data), 0);
                }
                case 4, 5, 6 -> new Ask(List.of(header(IN, sector)), count * SECTOR);
                case 7 -> new Ask(List.of(header(FLUSH, 0)), 0);
                case 8 ->
                    new Ask(List.of(header(WRITE_ZEROES, 0), segment(sector, count), segment(sector / 2, count)), 0);
                case 9 -> {
                    byte[] header = header(discards ? DISCARD : WRITE_ZEROES, 0);
                    yield new Ask(List.of(header, segment((long) sector / CLUSTER * CLUSTER, CLUSTER)), 0);
                }
                case 10 -> new Ask(List.of(header(UNKNOWN, sector)), 0);
                default -> new Ask(List.of(header(GET_ID, 0)), 20);
            };
        }

        private static byte[] header(int type, long sector) {
            return little().putInt(0, type).putLong(8, sector).array();
        }

        private static byte[] segment(long sector, int count) {
            return little().putLong(0, sector).putInt(8, count).array();
        }

        private static ByteBuffer little() {
            return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OLD_OVERLAY")
    void answersAlike(ImageKind kind) throws IOException {
        Random random = new Random(11);
        byte[] before = new byte[CAPACITY];
        random.nextBytes(before);
        Path image = kind.make(folder, before);
        BytesStore bytes = new BytesStore(CAPACITY, false);
        System.arraycopy(before, 0, bytes.bytes(), 0, CAPACITY);
        ForkableDisk disk = ForkableDisk.open(image, kind.format(), DiskUse.WRITE);
        Machine beside = new Machine(bytes);
        Machine machine = new Machine(disk);
        try (disk;
                beside;
                machine) {
            for (int i = 0; i < STEPS; i++) {
                Ask ask = Ask.any(random, kind.forgetsClusters());
                int step = i;
                assertArrayEquals(beside.ask(ask), machine.ask(ask), () -> "step " + step);
                if (i % 100 == 50) {
                    another(disk, machine, bytes.bytes(), new Random(i), kind);
                }
                if (i % 70 == 40 && kind.isResizable()) {
                    // Its driver knows of the largest: what lies beyond a smaller one is answered by an error.
                    long capacity = CAPACITY - random.nextInt(4) * 37L * SECTOR;
                    beside.device.resize(capacity);
                    machine.device.resize(capacity);
                }
                if (i % 300 == 299) {
                    disk.awaitCommits();
                    assertEquals(0, disk.overlays());
                }
            }
        }
        assertArrayEquals(bytes.bytes(), kind.read(image, copies));
    }

    /** It answers as this one would, and this one sees nothing of it. */
    private static void another(ForkableDisk disk, Machine machine, byte[] now, Random random, ImageKind kind)
            throws IOException {
        BytesStore bytes = new BytesStore(now.length, false);
        System.arraycopy(now, 0, bytes.bytes(), 0, now.length);
        try (FrozenDisk frozen = disk.freeze();
                ForkableDisk clone = ForkableDisk.of(frozen);
                Machine beside = new Machine(bytes);
                Machine other = new Machine(clone)) {
            beside.device.restore(machine.device.save());
            other.device.restore(machine.device.save());
            for (int i = 0; i < 50; i++) {
                Ask ask = Ask.any(random, kind.forgetsClusters());
                assertArrayEquals(beside.ask(ask), other.ask(ask));
            }
        }
    }
}
