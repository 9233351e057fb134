package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import io.hv.image.file.StorageLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyImageTest {

    private static final int CAPACITY = 1 << 20;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private final FaultyImage faults = new FaultyImage();

    @BeforeEach
    void name() {
        file = folder.resolve("disk.img");
    }

    private Image create(ImageFormat format) {
        return faults.create(file, CreateOptions.of(format, CAPACITY));
    }

    private static ByteBuffer bytes(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static void fails(Runnable action) {
        ImageException e = assertThrows(ImageException.class, action::run);
        assertTrue(e.getCause() instanceof IOException, e.toString());
        assertTrue(e.toString().contains("injected"), e.toString());
    }

    @Test
    void oneOperation() {
        try (Image image = create(ImageFormat.RAW)) {
            faults.failAfter(2);
            image.write(0, bytes(1, 100));
            image.write(100, bytes(1, 100));
            fails(() -> image.write(200, bytes(1, 100)));
            image.write(300, bytes(1, 100));
            assertEquals(0, MatrixTest.bytes(image, 200, 1)[0]);
            assertEquals(1, MatrixTest.bytes(image, 300, 1)[0]);
        }
    }

    @Test
    void allOperations() {
        Image image = create(ImageFormat.RAW);
        faults.failAllAfter(1);
        image.write(0, bytes(1, 100));
        for (int i = 0; i < 3; i++) {
            fails(() -> image.read(0, ByteBuffer.allocate(10)));
        }
        fails(image::flush);
        fails(image::close);
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    @Test
    void aSector() {
        try (Image image = create(ImageFormat.RAW)) {
            faults.failSector(file, 5);
            image.write(0, bytes(1, 5 * 512));
            image.write(6 * 512, bytes(1, 512));
            fails(() -> image.write(0, bytes(1, 5 * 512 + 1)));
            fails(() -> image.read(6 * 512 - 1, ByteBuffer.allocate(1)));
            faults.heal();
            image.write(0, bytes(2, 4096));
            assertEquals(2, MatrixTest.bytes(image, 5 * 512, 1)[0]);
        }
    }

    @Test
    void aTornWrite() {
        try (Image image = create(ImageFormat.RAW)) {
            image.write(0, bytes(1, 4096));
            faults.tearWriteAfter(1, 3);
            image.write(8192, bytes(2, 4096));
            fails(() -> image.write(0, bytes(2, 4096)));
            byte[] all = MatrixTest.bytes(image, 0, 4096);
            assertEquals(2, all[3 * 512 - 1]);
            assertEquals(1, all[3 * 512]);
            image.write(0, bytes(3, 4096));
            assertEquals(3, MatrixTest.bytes(image, 4095, 1)[0]);
        }
    }

    /** What the image needs to stay sound was not there: a format cannot tell, and a test of this kind can. */
    @Test
    void aLostFlush() throws IOException {
        int moment;
        try (Image image = create(ImageFormat.RAW)) {
            image.flush();
            image.write(0, bytes(1, 512));
            image.flush();
            faults.loseFlushAfter(0);
            image.write(512, bytes(2, 512));
            image.flush();
            moment = faults.moments();
        }
        Set<Integer> found = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            byte[] left = cut(moment, seed);
            assertEquals(1, left[0], "what was flushed is gone");
            found.add((int) left[512]);
        }
        assertEquals(Set.of(0, 2), found);
    }

    private byte[] cut(int moment, long seed) throws IOException {
        Path after = Files.createTempDirectory(folder, "cut");
        List<Path> files = faults.cutPower(moment, seed, after);
        assertEquals(List.of(after.resolve("disk.img")), files);
        return Files.readAllBytes(files.get(0));
    }

    @Test
    void theSameSeedLeavesTheSame() throws IOException {
        try (Image image = create(ImageFormat.QCOW2)) {
            for (int i = 0; i < 8; i++) {
                image.write(i * 100_000L, bytes(i, 50_000));
            }
        }
        boolean differ = false;
        for (int moment = 0; moment <= faults.moments(); moment++) {
            assertArrayEquals(cut(moment, 1), cut(moment, 1));
            differ |= !Arrays.equals(cut(moment, 1), cut(moment, 2));
        }
        assertTrue(differ, "seeds make no difference");
        assertArrayEquals(Files.readAllBytes(file), cut(faults.moments(), 3));
        assertThrows(IllegalArgumentException.class, () -> cut(faults.moments() + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> cut(-1, 1));
    }

    /** An image that was there before, with a file that becomes shorter and longer. */
    @Test
    void anImageThatWasThere() throws IOException {
        try (Image image = Image.create(file, CreateOptions.of(ImageFormat.RAW, CAPACITY))) {
            image.write(0, bytes(7, CAPACITY));
        }
        try (Image image = faults.open(file, OpenOptions.format(ImageFormat.RAW).writable())) {
            image.write(10_000, bytes(8, 10));
            image.resize(5000);
            image.resize(CAPACITY);
            image.flush();
            image.write(0, bytes(9, 10));
        }
        byte[] before = new byte[CAPACITY];
        Arrays.fill(before, (byte) 7);
        assertArrayEquals(before, cut(0, 1));
        byte[] flushed = Arrays.copyOf(Arrays.copyOf(before, 5000), CAPACITY);
        int ofFlush = 0;
        while (!Arrays.equals(flushed, cut(ofFlush, 1)) || !Arrays.equals(flushed, cut(ofFlush, 2))) {
            ofFlush++;
        }
        assertTrue(ofFlush > 3, "at " + ofFlush);
    }

    /** What the format promises holds at every moment, through the API alone. */
    @ParameterizedTest
    @EnumSource(names = {"QCOW2", "VDI", "VHDX"})
    void everyMoment(ImageFormat format) throws IOException {
        List<Integer> flushed = new ArrayList<>();
        try (Image image = create(format)) {
            for (int i = 0; i < 4; i++) {
                image.write(i * 200_000L, bytes(i + 1, 100_000));
                image.flush();
                flushed.add(faults.moments());
            }
        }
        for (int moment = flushed.get(0); moment <= faults.moments(); moment++) {
            Path after = Files.createTempDirectory(folder, "cut");
            List<Path> unused = faults.cutPower(moment, moment, after);
            try (Image image = Image.open(
                    after.resolve("disk.img"), OpenOptions.format(format).writable())) {
                assertEquals(0, image.check().corruptions());
                for (int i = 0; i < 4; i++) {
                    if (flushed.get(i) <= moment) {
                        assertArrayEquals(
                                bytes(i + 1, 100_000).array(), MatrixTest.bytes(image, i * 200_000L, 100_000));
                    }
                }
            }
        }
    }

    /** Whichever operation fails: an exception of ours, and an image that is sound once it is opened again. */
    @ParameterizedTest
    @EnumSource(names = {"QCOW2", "VDI", "VHDX"})
    void everyOperation(ImageFormat format) throws IOException {
        int failed = 0;
        for (int i = 0; i < 60; i++) {
            FaultyImage each = new FaultyImage();
            Files.deleteIfExists(file);
            try (Image image = each.create(file, CreateOptions.of(format, CAPACITY))) {
                image.write(0, bytes(5, 70_000));
                image.flush();
                each.failAfter(i);
                image.write(500_000, bytes(6, 70_000));
                image.zero(0, 10);
                image.flush();
            } catch (ImageException e) {
                failed++;
                assertTrue(e.toString().contains("injected"), e.toString());
            }
            try (Image image = Image.open(file, OpenOptions.format(format).writable())) {
                assertEquals(0, image.check().corruptions(), "operation " + i);
                assertEquals(5, MatrixTest.bytes(image, 69_999, 1)[0]);
            }
        }
        assertTrue(failed > 3, "failed: " + failed);
        assertEquals(0, OpenFiles.count());
    }

    @Test
    void aChain() throws IOException {
        try (Image base = faults.create(folder.resolve("base.img"), CreateOptions.of(ImageFormat.RAW, CAPACITY))) {
            base.write(0, bytes(3, 4096));
        }
        try (Image image = faults.create(file, CreateOptions.overlay("base.img", ImageFormat.RAW))) {
            image.write(200_000, bytes(4, 4096));
            faults.failSector(folder.resolve("base.img").toRealPath(), 0);
            fails(() -> image.read(0, ByteBuffer.allocate(1)));
            assertEquals(4, MatrixTest.bytes(image, 200_000, 1)[0]);
            faults.heal();
        }
        Path after = Files.createDirectory(folder.resolve("after"));
        assertEquals(2, faults.cutPower(faults.moments(), 1, after).size());
        try (Image image = Image.open(after.resolve("disk.img"), OpenOptions.format(ImageFormat.QCOW2))) {
            assertEquals(3, MatrixTest.bytes(image, 0, 1)[0]);
            assertEquals(4, MatrixTest.bytes(image, 200_000, 1)[0]);
        }
    }

    /** What was done to a file that was deleted is not played on the next one of its name, however that is spelled. */
    @Test
    void aNewFileHasNoPast() throws IOException {
        try (Image image = create(ImageFormat.RAW)) {
            image.write(0, bytes(7, CAPACITY));
        }
        Files.delete(file);
        assertEquals(List.of(), faults.cutPower(faults.moments(), 1, folder));
        Path spelled =
                Files.createDirectory(folder.resolve("sub")).resolve("..").resolve("disk.img");
        try (Image image = faults.create(spelled, CreateOptions.of(ImageFormat.RAW, 4096))) {
            image.write(100, bytes(8, 100));
        }
        try (Image image = faults.open(file, OpenOptions.format(ImageFormat.RAW).writable())) {
            image.write(300, bytes(9, 100));
        }
        assertArrayEquals(Files.readAllBytes(file), cut(faults.moments(), 1));
        assertEquals(4096, Files.size(file));
    }

    /** What is put over a file is not there yet where it fails. */
    @Test
    void aLayerThatFailsLeavesNothingOpen() {
        StorageLayer failing = (path, storage) -> {
            throw new IllegalStateException("injected");
        };
        CreateOptions options = CreateOptions.of(ImageFormat.QCOW2, CAPACITY);
        assertThrows(
                IllegalStateException.class, () -> Image.create(file, options, BackingPolicy.ownFolder(), failing));
        assertFalse(Files.exists(file));
        create(ImageFormat.QCOW2).close();
        OpenOptions open = OpenOptions.format(ImageFormat.QCOW2).through(failing);
        assertThrows(IllegalStateException.class, () -> Image.open(file, open));
        assertThrows(IllegalStateException.class, () -> OpenFiles.forceFolder(file, failing));
        assertEquals(0, OpenFiles.count());
    }

    /** The pace is the test's: it counts, and it holds an operation up until it is let go. */
    @Test
    void pace() throws InterruptedException {
        List<FaultyImage.Access> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Image image = create(ImageFormat.RAW)) {
            long before = faults.operations();
            faults.pace(access -> {
                seen.add(access);
                arrived.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Thread writer = new Thread(() -> image.write(7, bytes(1, 9)), "writer");
            writer.start();
            arrived.await();
            assertTrue(writer.isAlive());
            assertEquals(before, faults.operations(), "it went on");
            go.countDown();
            writer.join();
            assertEquals(List.of(new FaultyImage.Access(file, FaultyImage.Operation.WRITE, 7, 9)), seen);
            assertFalse(writer.isAlive());
        }
    }

    /** A flush ends where the system is told to write to the disk: every file, and once the folder that a new one is in. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void flushReachesTheDisk() {
        Path data = folder.resolve("disk.data");
        List<Path> forced = Collections.synchronizedList(new ArrayList<>());
        CreateOptions options = CreateOptions.of(ImageFormat.QCOW2, CAPACITY).dataFile("disk.data", false);
        try (Image image = faults.create(file, options)) {
            faults.pace(access -> {
                if (access.operation() == FaultyImage.Operation.FLUSH) {
                    forced.add(access.file());
                }
            });
            image.write(0, bytes(1, 100));
            assertEquals(List.of(), forced);
            image.flush();
            assertTrue(forced.containsAll(List.of(file, data, folder)), forced::toString);
            // The bytes come before what names them.
            assertTrue(forced.indexOf(data) < forced.lastIndexOf(file), forced::toString);
            forced.clear();
            image.write(CAPACITY / 2, bytes(2, 100));
            image.flush();
            assertTrue(forced.containsAll(List.of(file, data)), forced::toString);
            assertFalse(forced.contains(folder), forced::toString);
        }
    }
}
