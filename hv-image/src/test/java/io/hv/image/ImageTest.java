package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageTest {

    private static final int CAPACITY = 1 << 20;

    @TempDir
    private Path folder;

    private static OpenOptions format(ImageFormat format) {
        return OpenOptions.format(format);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, OpenFiles.count());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARALLELS")
    void aRangeThatIsNotOnTheDisk(ImageFormat format) {
        try (Image image = Image.create(folder.resolve("disk"), CreateOptions.of(format, CAPACITY))) {
            for (long at : new long[] {-1, CAPACITY - 9, CAPACITY, Long.MAX_VALUE}) {
                ByteBuffer ten = ByteBuffer.allocate(10);
                assertThrows(IllegalArgumentException.class, () -> image.read(at, ten));
                assertThrows(IllegalArgumentException.class, () -> image.write(at, ten));
                assertThrows(IllegalArgumentException.class, () -> image.zero(at, 10));
                assertThrows(IllegalArgumentException.class, () -> image.discard(at, 10));
                assertThrows(IllegalArgumentException.class, () -> image.map(at, 10));
            }
            assertThrows(IllegalArgumentException.class, () -> image.zero(0, -1));
            image.read(CAPACITY, ByteBuffer.allocate(0));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARALLELS")
    void afterItsEnd(ImageFormat format) {
        Image image = Image.create(folder.resolve("disk"), CreateOptions.of(format, CAPACITY));
        image.close();
        image.close();
        assertThrows(ClosedException.class, image::capacity);
        assertThrows(ClosedException.class, () -> image.read(0, ByteBuffer.allocate(1)));
        assertThrows(ClosedException.class, image::flush);
        assertThrows(ClosedException.class, image::check);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARALLELS")
    void readOnly(ImageFormat format) {
        Path file = folder.resolve("disk");
        Image.create(file, CreateOptions.of(format, CAPACITY)).close();
        try (Image image = Image.open(file, format(format))) {
            ImageException e = assertThrows(ImageException.class, () -> image.write(0, ByteBuffer.allocate(1)));
            assertTrue(e.remedy().contains("writable"), e.toString());
            assertThrows(ImageException.class, () -> image.resize(1));
            assertThrows(ImageException.class, image::repair);
            image.flush();
        }
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path file = Files.write(folder.resolve("disk"), new byte[] {1, 2, 3});
        ImageException e = assertThrows(
                ImageException.class, () -> Image.create(file, CreateOptions.of(ImageFormat.QCOW2, CAPACITY)));
        assertTrue(e.toString().contains("there already"), e.toString());
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    }

    @Test
    void optionsThatDoNotFitLeaveNoFile() {
        Path file = folder.resolve("disk");
        CreateOptions qcow2 = CreateOptions.of(ImageFormat.QCOW2, CAPACITY);
        for (CreateOptions bad : List.of(
                qcow2.version(2).extendedL2(),
                qcow2.version(2).refcountBits(8),
                qcow2.version(2).lazyRefcounts(),
                qcow2.version(2).compression(Compression.ZSTD),
                qcow2.version(2).dataFile("x", false),
                qcow2.clusterSize(4096).extendedL2(),
                qcow2.clusterSize(512).capacity(1L << 50),
                CreateOptions.of(ImageFormat.RAW, 1).clusterSize(4096),
                CreateOptions.overlay("nowhere", ImageFormat.RAW))) {
            assertThrows(ImageException.class, () -> Image.create(file, bad));
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void probing() throws IOException {
        Path qcow2 = folder.resolve("a");
        Image.create(qcow2, CreateOptions.of(ImageFormat.QCOW2, CAPACITY)).close();
        Path raw = Files.write(folder.resolve("b"), new byte[700]);
        try (Image one = Image.open(qcow2);
                Image other = Image.open(raw)) {
            assertEquals(ImageFormat.QCOW2, one.format());
            assertEquals(ImageFormat.RAW, other.format());
            assertEquals(700, other.capacity());
        }
        try (Image stated = Image.open(qcow2, format(ImageFormat.RAW))) {
            assertEquals(Files.size(qcow2), stated.capacity());
        }
    }

    /** A guest that was given a raw disk wrote a header into it, with the name of what it wants to read. */
    @Test
    void aProbedImageMakesNobodyReadAnotherFile() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), new byte[1024]);
        Path file = folder.resolve("disk");
        Image.create(file, CreateOptions.overlay("secret", ImageFormat.RAW)).close();
        ImageException e = assertThrows(ImageException.class, () -> Image.open(file));
        assertTrue(e.toString().contains("'secret'") && e.remedy().contains("state the format"), e.toString());
        try (Image stated = Image.open(file, format(ImageFormat.QCOW2));
                Image alone = Image.open(secret, format(ImageFormat.RAW))) {
            assertEquals(alone.capacity(), stated.capacity());
        }
        try (Image alone = Image.open(file, OpenOptions.probe().withoutBacking())) {
            assertEquals("secret", alone.info().backingFile().orElseThrow());
            assertEquals("raw", alone.info().backingFormat().orElseThrow());
            ImageException why = assertThrows(ImageException.class, () -> alone.read(0, ByteBuffer.allocate(1)));
            assertEquals("backing_file", why.field());
        }
    }

    @Test
    void theFoldersOfThePolicy() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Path base = other.resolve("base");
        Image.create(base, CreateOptions.of(ImageFormat.RAW, 2048)).close();
        Path file = mine.resolve("disk");
        CreateOptions overlay = CreateOptions.overlay("../other/base", ImageFormat.RAW);
        assertThrows(ImageException.class, () -> Image.create(file, overlay));
        BackingPolicy policy = BackingPolicy.ownFolder().allow(other);
        Image.create(file, overlay, policy).close();
        OpenOptions options = format(ImageFormat.QCOW2);
        ImageException e = assertThrows(ImageException.class, () -> Image.open(file, options));
        assertTrue(e.toString().contains("leaves the image's folder"), e.toString());
        Image.open(file, options.backing(policy)).close();
        Image.open(file, options.backing(BackingPolicy.anywhere())).close();
        Path link = Files.createSymbolicLink(mine.resolve("link"), base);
        Path byLink = mine.resolve("byLink");
        assertThrows(
                ImageException.class,
                () -> Image.create(
                        byLink, CreateOptions.overlay(link.getFileName().toString(), ImageFormat.RAW)));
        assertThrows(ImageException.class, () -> Image.open(file, options.backing(policy.depth(0))));
    }

    @Test
    void aLoopAndADeepChain() throws IOException {
        Path first = folder.resolve("0");
        Image.create(first, CreateOptions.of(ImageFormat.QCOW2, CAPACITY)).close();
        for (int i = 1; i <= BackingPolicy.DEFAULT_DEPTH + 1; i++) {
            CreateOptions overlay = CreateOptions.overlay(Integer.toString(i - 1), ImageFormat.QCOW2);
            int name = i;
            if (i <= BackingPolicy.DEFAULT_DEPTH) {
                Image.create(folder.resolve(Integer.toString(i)), overlay).close();
            } else {
                ImageException e = assertThrows(
                        ImageException.class, () -> Image.create(folder.resolve(Integer.toString(name)), overlay));
                assertTrue(e.toString().contains("more than 64 backing files"), e.toString());
            }
        }
        try (Image image =
                Image.open(first, format(ImageFormat.QCOW2).writable().withoutBacking())) {
            image.rebase("", ImageFormat.QCOW2);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("3"));
        Files.write(first, bytes);
        // What was the first is now an overlay of the third.
        ImageException e =
                assertThrows(ImageException.class, () -> Image.open(folder.resolve("3"), format(ImageFormat.QCOW2)));
        assertTrue(e.toString().contains("loop"), e.toString());
    }

    @Test
    void aPipeIsNoImage() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/mkfifo"))) {
            return;
        }
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertThrows(ImageException.class, () -> Image.open(pipe, format(ImageFormat.RAW)));
        assertThrows(ImageException.class, () -> Image.open(folder, format(ImageFormat.RAW)));
    }

    /** An interrupted thread's access does what it should, the file stays open for all, and the flag stays set. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARALLELS")
    void anInterruptDoesNoHarm(ImageFormat format) {
        byte[] bytes = new byte[CAPACITY];
        new Random(2).nextBytes(bytes);
        Path file = folder.resolve("disk");
        Thread.currentThread().interrupt();
        try (Image image = Image.create(file, CreateOptions.of(format, CAPACITY))) {
            image.write(0, ByteBuffer.wrap(bytes));
            image.flush();
            assertArrayEquals(bytes, MatrixTest.bytes(image, 0, CAPACITY));
            assertTrue(Thread.interrupted());
            assertArrayEquals(bytes, MatrixTest.bytes(image, 0, CAPACITY));
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    /** Each has a part of the disk for itself, but clusters and tables are shared. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARALLELS")
    void manyThreads(ImageFormat format) throws Exception {
        int threads = 4;
        byte[] bytes = new byte[CAPACITY];
        new Random(3).nextBytes(bytes);
        List<Throwable> failures = new ArrayList<>();
        CreateOptions options = CreateOptions.of(format, CAPACITY);
        Path file = folder.resolve("disk");
        try (Image image = Image.create(file, format == ImageFormat.QCOW2 ? options.clusterSize(4096) : options)) {
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int mine = i;
                Thread thread = new Thread(() -> {
                    for (int at = mine * 1000; at + 1000 <= CAPACITY; at += threads * 1000) {
                        image.write(at, ByteBuffer.wrap(bytes, at, 1000));
                        ByteBuffer back = ByteBuffer.allocate(1000);
                        image.read(at, back);
                        if (!back.flip().equals(ByteBuffer.wrap(bytes, at, 1000))) {
                            throw new AssertionError("at " + at);
                        }
                        if (at % 50_000 == 0) {
                            image.flush();
                        }
                    }
                });
                thread.setUncaughtExceptionHandler((t, e) -> {
                    synchronized (failures) {
                        failures.add(e);
                    }
                });
                all.add(thread);
            }
            all.forEach(Thread::start);
            for (Thread each : all) {
                each.join();
            }
            synchronized (failures) {
                assertEquals(List.of(), failures);
            }
            int end = CAPACITY / 1000 * 1000;
            assertEquals(ByteBuffer.wrap(bytes, 0, end), ByteBuffer.wrap(MatrixTest.bytes(image, 0, end)));
            if (format == ImageFormat.QCOW2) {
                assertTrue(image.check().isClean());
            }
        }
    }

    @Test
    void aMapIsWholeAndInOrder() {
        try (Image image = Image.create(
                folder.resolve("disk"),
                CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(4096))) {
            image.write(8192, ByteBuffer.wrap(new byte[] {1}));
            image.write(100_000, ByteBuffer.wrap(new byte[20_000]));
            List<Extent> extents = image.map().toList();
            long at = 0;
            for (Extent each : extents) {
                assertEquals(at, each.offset());
                at = each.end();
            }
            assertEquals(CAPACITY, at);
            assertEquals(5, extents.size(), extents.toString());
            assertEquals(new Extent(0, 8192, Extent.Kind.ABSENT, 0, -1), extents.get(0));
            assertEquals(Extent.Kind.DATA, extents.get(1).kind());
            assertEquals(4096, extents.get(1).length());
        }
    }
}
