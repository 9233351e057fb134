package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.InterruptedOperationException;
import io.hv.OperationCancelledException;
import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertTest {

    /** What can be checked. */
    private static final Set<ImageFormat> CHECKED =
            Set.of(ImageFormat.QCOW2, ImageFormat.VMDK, ImageFormat.VDI, ImageFormat.VHDX);

    private static final int CAPACITY = (20 << 20) + 12_800;

    @TempDir
    private Path folder;

    private Path source = Path.of("");

    /** Text, noise, zeros that are written, and nothing. */
    @BeforeEach
    void make() {
        source = folder.resolve("source.qcow2");
        byte[] bytes = new byte[3 << 20];
        Random random = new Random(9);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i < 1 << 20 ? i / 100 : i < 2 << 20 ? random.nextInt() : 0);
        }
        try (Image image = Image.create(source, CreateOptions.of(ImageFormat.QCOW2, CAPACITY))) {
            image.write(123_456, ByteBuffer.wrap(bytes));
            image.write(CAPACITY - 5000, ByteBuffer.wrap(bytes, 0, 5000));
        }
    }

    private Image open() {
        return Image.open(source, OpenOptions.format(ImageFormat.QCOW2));
    }

    static Stream<ConvertOptions> ways() {
        CreateOptions qcow2 = CreateOptions.of(ImageFormat.QCOW2, 0);
        CreateOptions stream = CreateOptions.of(ImageFormat.VMDK, 0).subformat("streamOptimized");
        return Stream.of(
                ConvertOptions.to(ImageFormat.RAW),
                ConvertOptions.to(ImageFormat.QCOW2).threads(4),
                ConvertOptions.to(qcow2).compressed().threads(4),
                ConvertOptions.to(qcow2.compression(Compression.ZSTD))
                        .compressed()
                        .threads(3),
                ConvertOptions.to(qcow2.clusterSize(2 << 20)).compressed(),
                ConvertOptions.to(qcow2.clusterSize(4096).refcountBits(1)).compressed(),
                ConvertOptions.to(qcow2.version(2).clusterSize(512)).threads(1),
                ConvertOptions.to(qcow2.extendedL2()),
                ConvertOptions.to(qcow2.dataFile("target.data", true)),
                ConvertOptions.to(ImageFormat.VMDK),
                ConvertOptions.to(stream).compressed().threads(4),
                ConvertOptions.to(stream.adapterType("lsilogic")),
                ConvertOptions.to(ImageFormat.VPC).threads(4),
                ConvertOptions.to(CreateOptions.of(ImageFormat.VPC, 0).subformat("fixed")),
                ConvertOptions.to(ImageFormat.VDI),
                ConvertOptions.to(CreateOptions.of(ImageFormat.VDI, 0).subformat("static"))
                        .threads(3),
                ConvertOptions.to(ImageFormat.VHDX),
                ConvertOptions.to(CreateOptions.of(ImageFormat.VHDX, 0).blockSize(1 << 20))
                        .threads(4),
                ConvertOptions.to(CreateOptions.of(ImageFormat.VHDX, 0).subformat("fixed"))
                        .threads(3));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void isTheSameDisk(ConvertOptions how) {
        Path target = folder.resolve("target");
        List<Double> told = Collections.synchronizedList(new ArrayList<>());
        try (Image image = open()) {
            image.convert(target, how.onProgress(told::add));
            ImageFormat format = how.target(image).format();
            try (Image other = Image.open(target, OpenOptions.format(format))) {
                assertEquals(Optional.empty(), image.firstDifference(other));
                assertEquals(CAPACITY, other.capacity());
                if (CHECKED.contains(format)) {
                    assertEquals(List.of(), other.check().findings());
                }
                if (format == ImageFormat.QCOW2) {
                    // The zeros that are written in the source take no room.
                    assertTrue(
                            other.info().fileLength() < (4 << 20) + 5L * other.clusterSize(),
                            other.info().toString());
                }
            }
            Qemu.assumeInstalled();
            Qemu.img(folder, "compare", "-f", "qcow2", "-F", format.id(), source.toString(), target.toString());
            if (CHECKED.contains(format)) {
                Qemu.img(folder, "check", "-f", format.id(), target.toString());
            }
        }
        assertEquals(told.stream().sorted().toList(), told);
        assertEquals(1.0, told.get(told.size() - 1));
    }

    /** A stream takes whole grains, and a disk may end in one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOddLengthToAStream(boolean compressed) throws IOException {
        byte[] bytes = new byte[(2 << 20) + 100_001];
        new Random(4).nextBytes(bytes);
        Path raw = Files.write(folder.resolve("odd.raw"), bytes);
        Path target = folder.resolve("target");
        CreateOptions stream =
                CreateOptions.of(ImageFormat.VMDK, (2 << 20) + 100_352).subformat("streamOptimized");
        try (Image image = Image.open(raw, OpenOptions.format(ImageFormat.RAW))) {
            ConvertOptions how = ConvertOptions.to(stream);
            image.convert(target, compressed ? how.compressed() : how);
            try (Image other = Image.open(target, OpenOptions.format(ImageFormat.VMDK))) {
                assertEquals((2 << 20) + 100_352, other.capacity());
                assertEquals(Optional.empty(), image.firstDifference(other));
            }
        }
    }

    @Test
    void itIsSmallerCompressed() throws IOException {
        Path plain = folder.resolve("plain");
        Path small = folder.resolve("small");
        try (Image image = open()) {
            image.convert(plain, ConvertOptions.to(ImageFormat.QCOW2));
            image.convert(small, ConvertOptions.to(ImageFormat.QCOW2).compressed());
        }
        assertTrue(Files.size(small) < Files.size(plain) * 2 / 3, Files.size(small) + " of " + Files.size(plain));
    }

    @Test
    void cancelled() {
        AtomicInteger asked = new AtomicInteger();
        Path target = folder.resolve("target");
        try (Image image = open()) {
            ConvertOptions how =
                    ConvertOptions.to(ImageFormat.RAW).threads(2).cancelledWhen(() -> asked.incrementAndGet() > 3);
            assertThrows(OperationCancelledException.class, () -> image.convert(target, how));
        }
        assertFalse(Files.exists(target));
        assertEquals(0, OpenFiles.count());
    }

    @Test
    void interrupted() {
        Path target = folder.resolve("target");
        try (Image image = open()) {
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedOperationException.class,
                    () -> image.convert(target, ConvertOptions.to(ImageFormat.RAW)));
            assertTrue(Thread.interrupted());
        }
        assertFalse(Files.exists(target));
        assertEquals(0, OpenFiles.count());
    }

    @Test
    void aFailureLeavesNoTarget() throws IOException {
        byte[] bytes = Files.readAllBytes(source);
        ByteBuffer image = ByteBuffer.wrap(bytes);
        int l2 = (int) (image.getLong((int) image.getLong(40)) & 0xfffffffffe00L);
        image.putLong(l2 + 24, 1L << 57);
        Files.write(source, bytes);
        Path target = folder.resolve("target");
        try (Image damaged = open()) {
            ImageException e = assertThrows(
                    ImageException.class, () -> damaged.convert(target, ConvertOptions.to(ImageFormat.RAW)));
            assertEquals("L2 entry", e.field());
        }
        assertFalse(Files.exists(target));
    }

    @Test
    void theFirstDifference() {
        Path target = folder.resolve("target");
        try (Image image = open()) {
            image.convert(target, ConvertOptions.to(ImageFormat.RAW));
            try (Image other =
                    Image.open(target, OpenOptions.format(ImageFormat.RAW).writable())) {
                other.write(9_000_001, ByteBuffer.wrap(new byte[] {1}));
                assertEquals(Optional.of(9_000_001L), image.firstDifference(other));
                other.zero(9_000_001, 1);
                other.resize(CAPACITY + 10);
                assertEquals(Optional.empty(), image.firstDifference(other));
                other.write(CAPACITY + 5, ByteBuffer.wrap(new byte[] {1}));
                assertEquals(Optional.of(CAPACITY + 5L), image.firstDifference(other));
                assertEquals(Optional.of(CAPACITY + 5L), other.firstDifference(image));
            }
        }
    }

    /** What is zeros in the source would show what the backing file has. */
    @Test
    void anOverlayIsNoTarget() {
        Path base = folder.resolve("base.img");
        try (Image image = Image.create(base, CreateOptions.of(ImageFormat.RAW, CAPACITY))) {
            image.write(0, ByteBuffer.wrap(new byte[] {1}));
        }
        Path target = folder.resolve("overlay.qcow2");
        try (Image image = open()) {
            ImageException e = assertThrows(
                    ImageException.class,
                    () -> image.convert(target, ConvertOptions.to(CreateOptions.overlay("base.img", ImageFormat.RAW))));
            assertEquals("backing_file", e.field());
        }
        assertFalse(Files.exists(target));
    }
}
