package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
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

/** Seeded histories of all that can be done to a VMDK or a VHD, beside an array of bytes that it is done to too. */
class VmdkVpcModelTest {

    /** Three blocks of a VHD, the last of them in part, and so with the grains of a VMDK. */
    private static final int CAPACITY = 5_000_704;

    private static final int STEPS = 150;

    @TempDir
    private Path folder;

    static Stream<Arguments> histories() {
        CreateOptions vpc = CreateOptions.of(ImageFormat.VPC, CAPACITY);
        List<CreateOptions> kinds = List.of(
                CreateOptions.of(ImageFormat.VMDK, CAPACITY),
                vpc,
                CreateOptions.of(ImageFormat.VMDK, CAPACITY).adapterType("lsilogic"),
                vpc.subformat("fixed"));
        return Stream.iterate(0, i -> i + 1).limit(16).map(i -> Arguments.of(i, kinds.get(i % kinds.size())));
    }

    private final byte[] model = new byte[CAPACITY];

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("histories")
    @Execution(ExecutionMode.CONCURRENT)
    void goesAsTheModel(int seed, CreateOptions options) {
        Random random = new Random(seed);
        Path file = folder.resolve("disk.img");
        OpenOptions open = OpenOptions.format(options.format());
        Image image = Image.create(file, options);
        try {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(25) == 0) {
                    image.close();
                    image = Image.open(file, open.writable());
                }
                step(image, random);
            }
            assertArrayEquals(model, MatrixTest.bytes(image, 0, CAPACITY));
        } finally {
            image.close();
        }
        try (Image again = Image.open(file, open)) {
            assertEquals(CAPACITY, again.capacity());
            assertArrayEquals(model, MatrixTest.bytes(again, 0, CAPACITY));
            for (Extent each : again.map().toList()) {
                boolean zeros = true;
                for (long at = each.offset(); at < each.end(); at++) {
                    zeros &= model[(int) at] == 0;
                }
                assertTrue(zeros || !each.kind().readsAsZeros(), each.toString());
            }
        }
    }

    private void step(Image image, Random random) {
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 300_000 : 3000);
        int at = random.nextInt(CAPACITY - length + 1);
        if (random.nextInt(3) == 0) {
            at = at / 65_536 * 65_536;
        }
        switch (random.nextInt(9)) {
            case 0, 1, 2, 3 -> {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                image.write(at, ByteBuffer.wrap(bytes));
                System.arraycopy(bytes, 0, model, at, length);
            }
            case 4, 5 -> {
                image.zero(at, length);
                Arrays.fill(model, at, at + length, (byte) 0);
            }
            case 6 -> {
                image.discard(at, length);
                System.arraycopy(MatrixTest.bytes(image, at, length), 0, model, at, length);
            }
            case 7 -> image.flush();
            default ->
                assertArrayEquals(
                        Arrays.copyOfRange(model, at, at + length), MatrixTest.bytes(image, at, length), "at " + at);
        }
    }
}
