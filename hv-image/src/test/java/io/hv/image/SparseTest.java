package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw images and fixed VHDs with hv-native on the class path: holes are made and found. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "hv-native is for Linux on x86-64")
class SparseTest {

    private static final int CAPACITY = 8 << 20;
    private static final int BLOCK = 64 << 10;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private final byte[] bytes = new byte[CAPACITY];

    @BeforeEach
    void fill() {
        file = folder.resolve("disk");
        Arrays.fill(bytes, (byte) 7);
    }

    @AfterEach
    void nothingIsOpen() {
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    private static CreateOptions kind(String name) {
        return name.equals("raw")
                ? CreateOptions.of(ImageFormat.RAW, CAPACITY)
                : CreateOptions.of(ImageFormat.VPC, CAPACITY).subformat("fixed");
    }

    private static List<String> map(Image image) {
        return image.map()
                .map(each -> each.kind() + " " + each.offset() / BLOCK + " " + each.length() / BLOCK)
                .toList();
    }

    private static long allocated(Image image) {
        image.flush();
        return image.info().allocated().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "fixed"})
    void holesAreFoundAndMade(String kind) {
        try (Image image = Image.create(file, kind(kind))) {
            assertEquals(List.of("ZERO 0 128"), map(image), "nothing is written yet");
            assertTrue(allocated(image) <= BLOCK, image.info() + "");
            image.write(0, ByteBuffer.wrap(bytes));
            assertEquals(List.of("DATA 0 128"), map(image));
            assertTrue(allocated(image) >= CAPACITY);
            image.discard(4 * BLOCK, 8 * BLOCK);
            image.zero(64 * BLOCK, 2 * BLOCK);
            Arrays.fill(bytes, 4 * BLOCK, 12 * BLOCK, (byte) 0);
            Arrays.fill(bytes, 64 * BLOCK, 66 * BLOCK, (byte) 0);
            assertArrayEquals(bytes, MatrixTest.bytes(image, 0, CAPACITY));
            assertEquals(List.of("DATA 0 4", "ZERO 4 8", "DATA 12 52", "ZERO 64 2", "DATA 66 62"), map(image));
            assertTrue(allocated(image) <= CAPACITY - 10 * BLOCK + BLOCK);
            assertEquals(
                    5 * BLOCK, image.map(5 * BLOCK, 1).findFirst().orElseThrow().hostOffset());
        }
    }

    /** Parts of the file system's blocks are zeros, and their neighbours stay. */
    @Test
    void anyRangeIsCleared() {
        try (Image image = Image.create(file, kind("raw"))) {
            image.write(0, ByteBuffer.wrap(bytes));
            image.discard(1, 3);
            image.zero(100_001, 70_003);
            image.discard(200_000, 0);
            image.zero(CAPACITY - 1, 1);
            Arrays.fill(bytes, 1, 4, (byte) 0);
            Arrays.fill(bytes, 100_001, 170_004, (byte) 0);
            bytes[CAPACITY - 1] = 0;
            assertArrayEquals(bytes, MatrixTest.bytes(image, 0, CAPACITY));
            assertEquals(CAPACITY, image.info().fileLength());
        }
    }

    @Test
    void aDiskGrowsByAHole() throws IOException {
        try (Image image = Image.create(file, CreateOptions.of(ImageFormat.RAW, 0))) {
            image.resize(1L << 40);
            assertEquals(0, allocated(image));
            assertEquals(Extent.Kind.ZERO, image.map().findFirst().orElseThrow().kind());
            assertEquals(1, image.map().count());
            image.resize(BLOCK);
        }
        assertEquals(BLOCK, Files.size(file));
    }

    @Test
    void conversionsKeepHoles() {
        Path qcow2 = folder.resolve("qcow2");
        Path again = folder.resolve("again");
        try (Image image = Image.create(file, CreateOptions.of(ImageFormat.RAW, 1L << 40))) {
            image.write((1L << 39) + BLOCK, ByteBuffer.wrap(bytes, 0, 3 * BLOCK));
            image.convert(qcow2, ConvertOptions.to(ImageFormat.QCOW2));
            try (Image middle = Image.open(qcow2, OpenOptions.format(ImageFormat.QCOW2))) {
                middle.convert(again, ConvertOptions.to(ImageFormat.RAW));
            }
            try (Image last = Image.open(again, OpenOptions.format(ImageFormat.RAW))) {
                assertEquals(Optional.empty(), image.firstDifference(last));
                assertEquals(map(image), map(last));
                assertTrue(last.info().allocated().orElseThrow() <= 4L * BLOCK);
            }
        }
    }

    /** What an overlay does not have and its raw backing file has as a hole reads as zeros without a look. */
    @Test
    void aHoleBelowAnOverlay() {
        try (Image image = Image.create(file, kind("raw"))) {
            image.write(0, ByteBuffer.wrap(bytes, 0, BLOCK));
        }
        Path overlay = folder.resolve("overlay");
        try (Image image = Image.create(overlay, CreateOptions.overlay("disk", ImageFormat.RAW))) {
            assertEquals(List.of("DATA 0 1", "ZERO 1 127"), map(image));
            image.zero(0, BLOCK);
            image.commit();
        }
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.RAW))) {
            assertEquals(List.of("ZERO 0 128"), map(image));
        }
    }

    /** The second descriptor, which is opened late where there is no lock, would be that of another file by its name. */
    @Test
    void aFileThatLostItsNameIsNotMistaken() throws IOException {
        try (Image image = Image.create(file, kind("raw"))) {
            image.write(0, ByteBuffer.wrap(bytes));
        }
        Path other = folder.resolve("other");
        Path unused = Files.write(other, bytes);
        try (Image image =
                Image.open(file, OpenOptions.format(ImageFormat.RAW).writable().unlocked())) {
            unused = Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            image.zero(0, BLOCK);
            assertEquals(0, MatrixTest.bytes(image, 0, 1)[0]);
            assertEquals(List.of("DATA 0 128"), map(image), "it is as without hv-native");
        }
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    /** The second descriptor is closed with the channel that has the locks, and not before. */
    @Test
    void locksStay() throws IOException {
        try (Image image = Image.create(file, kind("raw"))) {
            image.discard(0, BLOCK);
            assertEquals(List.of("ZERO 0 128"), map(image));
            Qemu.assumeInstalled();
            AssertionError refused = assertThrows(
                    AssertionError.class, () -> Qemu.img(folder, "resize", "-f", "raw", file.toString(), "9M"));
            String said = String.valueOf(refused.getMessage());
            assertTrue(said.contains("lock"), said);
        }
        Qemu.img(folder, "resize", "-f", "raw", file.toString(), "9M");
        assertFalse(Files.size(file) == CAPACITY);
    }

    /** What a file of another program's has as holes is read as such, written to by the JDK alone. */
    @Test
    void anothersHoles() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int unused = channel.write(ByteBuffer.wrap(bytes, 0, BLOCK), 10 * BLOCK);
            channel.force(true);
        }
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.RAW))) {
            assertEquals(List.of("ZERO 0 10", "DATA 10 1"), map(image));
        }
    }
}
