package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seeded histories of everything that can be done to an image, beside an array of bytes that it is done to too. The property
 * {@code hv.histories} says how many.
 */
class ModelTest {

    private static final int CAPACITY = 700_000;
    private static final int STEPS = 100;
    /** After so many steps it is closed and opened in any case. */
    private static final int LONGEST = 30;
    /** QEMU looks at one of so many. */
    private static final int SAMPLE = 10;

    @TempDir
    private Path folder;

    private static CreateOptions qcow2() {
        return CreateOptions.of(ImageFormat.QCOW2, CAPACITY);
    }

    static Stream<Arguments> histories() {
        List<CreateOptions> kinds = List.of(
                qcow2().clusterSize(512),
                qcow2().clusterSize(512).refcountBits(64),
                qcow2().clusterSize(1024).version(2),
                qcow2().clusterSize(4096).refcountBits(2),
                qcow2().clusterSize(4096).refcountBits(1),
                qcow2(),
                qcow2().clusterSize(1 << 14).extendedL2(),
                qcow2().clusterSize(1 << 16).extendedL2().refcountBits(8),
                qcow2().clusterSize(4096).compression(Compression.ZSTD),
                qcow2().clusterSize(4096).dataFile("disk.data", false),
                qcow2().clusterSize(1 << 16).extendedL2().dataFile("disk.data", true),
                CreateOptions.overlay("base.img", ImageFormat.RAW).clusterSize(4096),
                CreateOptions.overlay("base.img", ImageFormat.RAW)
                        .clusterSize(512)
                        .version(2),
                CreateOptions.overlay("base.img", ImageFormat.RAW)
                        .clusterSize(1 << 15)
                        .extendedL2(),
                CreateOptions.of(ImageFormat.RAW, CAPACITY));
        return Stream.iterate(0, i -> i + 1)
                .limit(Integer.getInteger("hv.histories", 2 * kinds.size()))
                .map(i -> Arguments.of(i, kinds.get(i % kinds.size())));
    }

    private byte[] model = new byte[CAPACITY];
    private final List<byte[]> kept = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("histories")
    @Execution(ExecutionMode.CONCURRENT)
    void goesAsTheModel(int seed, CreateOptions options) {
        Random random = new Random(seed);
        Path file = folder.resolve("disk.img");
        if (options.backingFile().isPresent()) {
            try (Image base = Image.create(folder.resolve("base.img"), CreateOptions.of(ImageFormat.RAW, CAPACITY))) {
                random.nextBytes(model);
                base.write(0, ByteBuffer.wrap(model));
            }
        }
        Image image = Image.create(file, options);
        try {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(25) == 0 || i % LONGEST == LONGEST - 1) {
                    image.close();
                    image = Image.open(
                            file, OpenOptions.format(options.format()).writable());
                }
                try {
                    step(image, options, random);
                } catch (ImageException e) {
                    // Two bits have no room for every snapshot; one that is refused has changed nothing.
                    assertEquals("refcount", e.field(), e.toString());
                    assertEquals(2, options.refcountBits(), e.toString());
                }
            }
            assertArrayEquals(model, MatrixTest.bytes(image, 0, model.length));
        } finally {
            image.close();
        }
        try (Image again = Image.open(file, OpenOptions.format(options.format()))) {
            assertEquals(model.length, again.capacity());
            assertArrayEquals(model, MatrixTest.bytes(again, 0, model.length));
            if (options.format() == ImageFormat.QCOW2) {
                assertEquals(List.of(), again.check().findings());
            }
        }
        if (options.format() == ImageFormat.QCOW2 && seed % SAMPLE == 0 && Qemu.isInstalled()) {
            String unused = Qemu.img(folder, "check", "-q", "-f", "qcow2", "disk.img");
        }
    }

    private void step(Image image, CreateOptions options, Random random) {
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 150_000 : 3000);
        length = Math.min(length, model.length);
        int at = random.nextInt(model.length - length + 1);
        if (random.nextInt(3) == 0) {
            at = at / 65_536 * 65_536;
        }
        boolean snapshots =
                options.format() == ImageFormat.QCOW2 && options.dataFile().isEmpty() && options.refcountBits() > 1;
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> write(image, at, length, random);
            case 4 -> {
                image.zero(at, length);
                Arrays.fill(model, at, at + length, (byte) 0);
            }
            case 5 -> {
                image.discard(at, length);
                System.arraycopy(MatrixTest.bytes(image, at, length), 0, model, at, length);
            }
            case 6 -> image.flush();
            case 7 -> compressed(image, options, random);
            case 8 -> {
                if (snapshots && kept.size() < (options.refcountBits() == 2 ? 2 : 4)) {
                    SnapshotInfo unused = image.createSnapshot("s" + random.nextInt());
                    kept.add(model.clone());
                } else if (options.format() == ImageFormat.QCOW2) {
                    assertEquals(List.of(), image.check().findings());
                }
            }
            case 9 -> changeSnapshots(image, random);
            case 10 -> resize(image, options, random);
            default ->
                assertArrayEquals(
                        Arrays.copyOfRange(model, at, at + length), MatrixTest.bytes(image, at, length), "at " + at);
        }
    }

    private void write(Image image, int at, int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        image.write(at, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, model, at, length);
    }

    private void compressed(Image image, CreateOptions options, Random random) {
        if (options.format() == ImageFormat.RAW) {
            return;
        }
        int size = image.clusterSize();
        int at = random.nextInt(model.length) / size * size;
        byte[] bytes = new byte[Math.min(size, model.length - at)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 50 < 25 ? random.nextInt() : i);
        }
        image.writeCompressed(at, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, model, at, bytes.length);
    }

    private void changeSnapshots(Image image, Random random) {
        List<SnapshotInfo> all = image.snapshots();
        assertEquals(kept.size(), all.size());
        if (all.isEmpty()) {
            return;
        }
        int which = random.nextInt(all.size());
        assertEquals(kept.get(which).length, all.get(which).capacity());
        if (random.nextBoolean()) {
            image.deleteSnapshot(all.get(which).id());
            byte[] unused = kept.remove(which);
        } else {
            image.applySnapshot(all.get(which).name());
            model = kept.get(which).clone();
        }
    }

    private void resize(Image image, CreateOptions options, Random random) {
        if (options.version() == 2 && !kept.isEmpty()) {
            return;
        }
        int size = CAPACITY / 2 + random.nextInt(CAPACITY);
        image.resize(size);
        model = Arrays.copyOf(model, size);
    }
}
