package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeded histories of VDI and VHDX beside an array of bytes, on one thread and on several; QEMU reads what is left. */
class BlockModelTest {

    private static final int CAPACITY = 9_000_448;
    private static final int STEPS = 150;
    private static final int THREADS = 4;

    @TempDir
    private Path folder;

    private final byte[] model = new byte[CAPACITY];

    static List<CreateOptions> kinds() {
        CreateOptions vdi = CreateOptions.of(ImageFormat.VDI, CAPACITY);
        CreateOptions vhdx = CreateOptions.of(ImageFormat.VHDX, CAPACITY);
        return List.of(
                vdi,
                vdi.subformat("static"),
                vdi.blockSize(4096),
                vdi.blockSize(1 << 16),
                vhdx.blockSize(1 << 20),
                vhdx.blockSize(2 << 20),
                vhdx,
                vhdx.blockSize(1 << 20).subformat("fixed"));
    }

    static Stream<Arguments> histories() {
        return IntStream.range(0, 3 * kinds().size()).mapToObj(i -> Arguments.of(i, kinds().get(i % kinds().size())));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("histories")
    void goesAsTheModel(int seed, CreateOptions options) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("disk.img");
        Image image = Image.create(file, options);
        try {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(25) == 0) {
                    image.close();
                    image = Image.open(
                            file, OpenOptions.format(options.format()).writable());
                }
                step(image, random, 0, CAPACITY);
            }
            assertEquals(List.of(), image.check().findings());
        } finally {
            image.close();
        }
        compare(file, options);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("kinds")
    void goesAsTheModelOnManyThreads(CreateOptions options)
            throws IOException, InterruptedException, ExecutionException {
        Path file = folder.resolve("disk.img");
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (Image image = Image.create(file, options)) {
            int part = CAPACITY / THREADS;
            List<Future<?>> all = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        Random random = new Random(thread);
                        for (int i = 0; i < STEPS / 2; i++) {
                            step(image, random, thread * part, part);
                        }
                    }))
                    .toList();
            for (Future<?> each : all) {
                Object unused = each.get();
            }
        } finally {
            pool.shutdown();
        }
        compare(file, options);
    }

    /** What discarded blocks took is taken again, and the file is no longer than the disk. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("kinds")
    void roomIsUsedAgain(CreateOptions options) throws IOException {
        Path file = folder.resolve("disk.img");
        try (Image image = Image.create(file, options)) {
            for (int i = 0; i < 5; i++) {
                write(image, 0, CAPACITY, new Random(i));
                image.flush();
                image.discard(0, CAPACITY);
                image.flush();
            }
            write(image, 0, CAPACITY, new Random(9));
        }
        assertTrue(Files.size(file) < 26L << 20, "file: " + Files.size(file));
        compare(file, options);
    }

    private void compare(Path file, CreateOptions options) throws IOException {
        try (Image again = Image.open(file, OpenOptions.probe())) {
            assertEquals(options.format(), again.format());
            assertEquals(CAPACITY, again.capacity());
            assertArrayEquals(model, MatrixTest.bytes(again, 0, CAPACITY));
            assertEquals(List.of(), again.check().findings());
        }
        boolean isReadByQemu =
                options.format() != ImageFormat.VDI || options.blockSize().isEmpty();
        if (isReadByQemu && Qemu.isInstalled()) {
            String format = options.format().id();
            Files.write(folder.resolve("model.raw"), model);
            Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", format, "model.raw", "disk.img");
            Qemu.img(folder, "check", "-q", "-f", format, "disk.img");
        }
    }

    private void step(Image image, Random random, int from, int size) {
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 2_000_000 : 5000);
        int at = from + random.nextInt(size - length + 1);
        int block = 1 << 20;
        if (random.nextInt(3) == 0) {
            at = Math.max(from, at / block * block);
            length = Math.min(length / 3 * 4, from + size - at);
        }
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> write(image, at, length, random);
            case 3 -> {
                image.zero(at, length);
                Arrays.fill(model, at, at + length, (byte) 0);
            }
            case 4 -> {
                image.discard(at, length);
                System.arraycopy(MatrixTest.bytes(image, at, length), 0, model, at, length);
            }
            case 5 -> image.flush();
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
}
