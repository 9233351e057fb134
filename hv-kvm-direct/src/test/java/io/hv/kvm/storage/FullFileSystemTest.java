package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.kvm.virtio.block.BlockIo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file system that has no room any more, for overlays or for the image; a small one is mounted for it. */
@Tag("root")
@Timeout(120)
class FullFileSystemTest {

    private static final int CAPACITY = 4 << 20;
    private static final int STEP = 1 << 18;

    @TempDir
    private Path folder;

    private final StorageRig rig = new StorageRig();
    private Path small = Path.of("");

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        small = Files.createDirectory(folder.resolve("small"));
        SmallFileSystem.mount(small, "size=1m");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        rig.close();
        SmallFileSystem.unmount(small);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Path sparse(Path image) throws IOException {
        Files.write(image, new byte[0]);
        try (SeekableByteChannel file = Files.newByteChannel(image, StandardOpenOption.WRITE)) {
            int unused = file.position(CAPACITY - 1).write(ByteBuffer.allocate(1));
        }
        return image;
    }

    @Test
    void aWriteThatFindsNoRoomFailsAndTheRestStays() throws IOException {
        Path image = sparse(folder.resolve("disk.raw"));
        try (OverlayFolder unused = new OverlayFolder(small);
                ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE);
                FrozenDisk frozen = disk.freeze()) {
            BlockIo io = disk.io(4);
            int written = 0;
            IOException failure = null;
            while (failure == null) {
                try {
                    rig.write(io, written, filled(STEP, 1 + written / STEP));
                    written += STEP;
                } catch (IOException e) {
                    failure = e;
                }
            }
            assertTrue(String.valueOf(failure.getMessage()).contains("ENOSPC"), failure.getMessage());
            assertTrue(written >= STEP && written < CAPACITY, "" + written);
            assertArrayEquals(new byte[STEP], rig.read(io, written, STEP));
            // What is discarded makes room.
            disk.discard(0, STEP);
            rig.write(io, written, filled(STEP, 0x55));
            assertArrayEquals(new byte[STEP], rig.read(io, 0, STEP));
            for (int at = STEP; at < written; at += STEP) {
                assertArrayEquals(filled(STEP, 1 + at / STEP), rig.read(io, at, STEP));
            }
            assertArrayEquals(filled(STEP, 0x55), rig.read(io, written, STEP));
            assertTrue(frozen.extents().isEmpty());
        }
    }

    /** Neither bytes nor tables find room: the guest is told, and nothing else is lost once there is room again. */
    @Test
    void anImageThatFindsNoRoomGoesOn() throws Exception {
        Path image = small.resolve("disk.qcow2");
        Image.create(image, CreateOptions.of(ImageFormat.QCOW2, CAPACITY)).close();
        Path filler = Files.write(small.resolve("filler"), new byte[STEP]);
        byte[] expected = new byte[CAPACITY];
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.QCOW2, DiskUse.WRITE)) {
            BlockIo io = disk.io(4);
            int written = 0;
            IOException failure = null;
            while (failure == null) {
                try {
                    rig.write(io, written, filled(STEP, 1 + written / STEP));
                    Arrays.fill(expected, written, written + STEP, (byte) (1 + written / STEP));
                    written += STEP;
                } catch (IOException e) {
                    failure = e;
                }
            }
            assertTrue(written >= STEP && written < CAPACITY, "" + written);
            assertTrue(String.valueOf(failure.getMessage()).contains("No space left"), failure.getMessage());
            // A part of what failed may be there.
            byte[] part = rig.read(io, written, STEP);
            System.arraycopy(part, 0, expected, written, STEP);
            IOException unsafe = assertThrows(IOException.class, disk::flush);
            assertTrue(String.valueOf(unsafe.getMessage()).contains("No space left"), unsafe.getMessage());
            assertArrayEquals(Arrays.copyOf(expected, CAPACITY / 2), rig.read(io, 0, CAPACITY / 2));
            Files.delete(filler);
            disk.flush();
            rig.write(io, CAPACITY - 4096, filled(4096, 0x55));
            Arrays.fill(expected, CAPACITY - 4096, CAPACITY, (byte) 0x55);
        }
        assertArrayEquals(expected, ImageKind.QCOW2.read(image, Files.createDirectory(folder.resolve("copies"))));
        QemuImg.assertHas(expected, image);
    }

    @Test
    void aCommitThatFindsNoRoomIsDoneAtTheEnd() throws IOException {
        Path image = sparse(small.resolve("disk.raw"));
        Path filler = Files.write(small.resolve("filler"), new byte[3 * STEP]);
        byte[] expected;
        try (ForkableDisk disk = ForkableDisk.open(image, ImageFormat.RAW, DiskUse.WRITE)) {
            BlockIo io = disk.io(4);
            FrozenDisk frozen = disk.freeze();
            for (int i = 0; i < 2; i++) {
                rig.write(io, (long) i * STEP, filled(STEP, 0x33 + i));
            }
            frozen.close();
            disk.awaitCommits();
            assertEquals(1, disk.overlays());
            // It is forked again, in between.
            FrozenDisk again = disk.freeze();
            rig.write(io, 512, filled(512, 0x44));
            assertThrows(DiskInUseException.class, () -> ForkableDisk.open(image, ImageFormat.RAW, DiskUse.READ));
            again.close();
            disk.awaitCommits();
            assertEquals(2, disk.overlays());
            expected = rig.read(io, 0, 2 * STEP);
            assertEquals(0x44, expected[512]);
            Files.delete(filler);
        }
        assertArrayEquals(Arrays.copyOf(expected, CAPACITY), Files.readAllBytes(image));
    }
}
