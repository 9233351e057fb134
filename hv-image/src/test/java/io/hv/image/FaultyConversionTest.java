package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A conversion whose target's disk fails leaves no target; one whose source's disk fails does not, either. */
class FaultyConversionTest {

    private static final int CAPACITY = 5 << 20;

    @TempDir
    private Path folder;

    private final FaultyImage faults = new FaultyImage();
    private Path source = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void make() {
        source = folder.resolve("source");
        target = folder.resolve("target");
        byte[] bytes = new byte[CAPACITY];
        new Random(3).nextBytes(bytes);
        try (Image image = Image.create(source, CreateOptions.of(ImageFormat.RAW, CAPACITY))) {
            image.write(0, ByteBuffer.wrap(bytes));
        }
    }

    @AfterEach
    void nothingIsOpen() {
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    static Stream<ConvertOptions> ways() {
        CreateOptions qcow2 = CreateOptions.of(ImageFormat.QCOW2, 0);
        CreateOptions stream = CreateOptions.of(ImageFormat.VMDK, 0).subformat("streamOptimized");
        return Stream.of(
                        ConvertOptions.to(ImageFormat.RAW),
                        ConvertOptions.to(qcow2),
                        ConvertOptions.to(qcow2).compressed(),
                        ConvertOptions.to(qcow2.dataFile("data", true)),
                        ConvertOptions.to(ImageFormat.VMDK),
                        ConvertOptions.to(stream).compressed(),
                        ConvertOptions.to(ImageFormat.VPC),
                        ConvertOptions.to(CreateOptions.of(ImageFormat.VPC, 0).subformat("fixed")),
                        ConvertOptions.to(ImageFormat.VDI),
                        ConvertOptions.to(ImageFormat.VHDX))
                .map(how -> how.threads(1));
    }

    /** Every operation in its turn, or at equal distances where there are many. */
    @ParameterizedTest
    @MethodSource("ways")
    void whereverTheTargetFailsNothingIsLeft(ConvertOptions how) throws IOException {
        try (Image image = Image.open(source, OpenOptions.format(ImageFormat.RAW))) {
            image.convert(target, faults.onTarget(target, how));
            long operations = faults.operations();
            ImageFormat format = how.target(image).format();
            try (Image made = Image.open(target, OpenOptions.format(format))) {
                assertEquals(Optional.empty(), image.firstDifference(made));
            }
            assertTrue(operations > 5, operations + " operations");
            for (long n = 0; n < operations; n += 1 + operations / 40) {
                clear();
                long failing = n;
                ConvertOptions faulty = faults.onTarget(target, how);
                faults.failAfter(failing);
                ImageException e = assertThrows(
                        ImageException.class,
                        () -> image.convert(target, faulty),
                        () -> "operation " + failing + " of " + operations);
                assertTrue(e.toString().contains("injected"), e.toString());
                assertEquals(List.of("source"), names(), "operation " + failing + " of " + operations);
                faults.heal();
            }
        }
    }

    private void clear() throws IOException {
        boolean unused = Files.deleteIfExists(target);
        unused = Files.deleteIfExists(folder.resolve("data"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** The disk is full, or gone, from half-way on: it does not come back when the target is closed. */
    @Test
    void aTargetThatIsGoneHalfWay() throws IOException {
        try (Image image = Image.open(source, OpenOptions.format(ImageFormat.RAW))) {
            for (ImageFormat format : List.of(ImageFormat.QCOW2, ImageFormat.VHDX, ImageFormat.VPC)) {
                ConvertOptions how =
                        faults.onTarget(target, ConvertOptions.to(format).threads(4));
                long before = faults.operations();
                image.convert(target, how);
                long operations = faults.operations() - before;
                clear();
                faults.failAllAfter(operations / 2);
                ImageException e =
                        assertThrows(ImageException.class, () -> image.convert(target, faults.onTarget(target, how)));
                assertTrue(e.toString().contains("injected"), e.toString());
                assertFalse(Files.exists(target), format + " is left");
                faults.heal();
            }
        }
    }

    @Test
    void aSourceThatFailsHalfWay() {
        try (Image image = faults.open(source, OpenOptions.format(ImageFormat.RAW))) {
            faults.failSector(source, CAPACITY / 2 / 512);
            ImageException e = assertThrows(
                    ImageException.class,
                    () -> image.startConvert(target, ConvertOptions.to(ImageFormat.QCOW2))
                            .await());
            assertTrue(e.toString().contains("injected"), e.toString());
            assertFalse(Files.exists(target));
        }
    }

    /** What was copied goes to the disk while the rest is copied, which would otherwise all wait for the end. */
    @Test
    void isBroughtToTheDiskMeanwhile() throws IOException {
        int capacity = 40 << 20;
        byte[] bytes = new byte[capacity];
        new Random(4).nextBytes(bytes);
        Files.write(source, bytes);
        CountDownLatch flushed = new CountDownLatch(1);
        try (Image image = Image.open(source, OpenOptions.format(ImageFormat.RAW))) {
            ConvertOptions how =
                    faults.onTarget(target, ConvertOptions.to(ImageFormat.RAW).threads(2));
            faults.pace(access -> {
                if (access.operation() == FaultyImage.Operation.FLUSH) {
                    flushed.countDown();
                } else if (access.operation() == FaultyImage.Operation.WRITE && access.offset() >= 36 << 20) {
                    await(flushed);
                }
            });
            image.convert(target, how);
            faults.heal();
        }
        assertEquals(-1, Files.mismatch(source, target));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES), "nothing was forced before the last pieces");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
