package io.hv.image.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.image.CheckReport;
import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import io.hv.image.Sample;
import io.hv.image.file.Alone;
import io.hv.image.file.History;
import io.hv.image.file.ImageFile;
import io.hv.image.file.Storage;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.vdi.VdiDriver;
import io.hv.image.vhdx.VhdxDriver;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The power goes at any event of a history of VDI and VHDX: the image is sound, and can be written to again. */
class BlockPowerLossTest {

    private static final Path NAME = Path.of("recorded.img");
    private static final int CAPACITY = 2_500_096;
    private static final int STEPS = 40;
    private static final int LOSSES = Sample.times(20, 80);

    static Stream<Arguments> histories() {
        CreateOptions vdi = CreateOptions.of(ImageFormat.VDI, CAPACITY);
        CreateOptions vhdx = CreateOptions.of(ImageFormat.VHDX, CAPACITY).blockSize(1 << 20);
        List<CreateOptions> kinds = List.of(
                vdi.blockSize(4096),
                vdi.blockSize(1 << 16),
                vdi,
                vdi.subformat("static"),
                vhdx,
                vhdx,
                vhdx,
                vhdx.blockSize(2 << 20),
                vhdx.subformat("fixed"));
        return IntStream.range(0, kinds.size()).mapToObj(i -> Arguments.of(i, kinds.get(i)));
    }

    private static Driver driver(CreateOptions options) {
        return options.format() == ImageFormat.VDI ? new VdiDriver() : new VhdxDriver();
    }

    private static Disk open(CreateOptions options, Storage storage, Alone how) {
        return driver(options).open(new ImageFile(NAME, storage, how.isWritable()), how);
    }

    private final History history = new History(CAPACITY);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("histories")
    void nothingIsTorn(int seed, CreateOptions options) {
        driver(options).create(new ImageFile(NAME, history.storage(), true), options, CAPACITY, NAME);
        Random random = new Random(seed);
        Disk disk = open(options, history.storage(), Alone.WRITABLE);
        disk.flush();
        history.remember(disk, history.events(), true);
        for (int i = 0; i < STEPS; i++) {
            int begun = history.events();
            boolean flushed = random.nextInt(5) == 0;
            if (flushed) {
                disk.flush();
                if (random.nextInt(3) == 0) {
                    disk.close();
                    disk = open(options, history.storage(), Alone.WRITABLE);
                }
            } else {
                step(disk, random);
            }
            history.remember(disk, begun, flushed);
        }
        disk.close();
        for (int i = 0; i < LOSSES; i++) {
            int at = history.anyMoment(random);
            Storage left = history.after(at, random);
            try (Disk read = open(options, left, Alone.READ_ONLY)) {
                history.check(read, at);
            }
            try (Disk written = open(options, left, Alone.WRITABLE)) {
                CheckReport report = written.check(false, false);
                assertEquals(0, report.corruptions(), () -> "power lost at event " + at + ": " + report.findings());
                history.check(written, at);
            }
            goesOn(options, left, random);
        }
    }

    private static void step(Disk disk, Random random) {
        int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 400_000 : 5000);
        int at = random.nextInt(CAPACITY - length + 1);
        int even = at - at % (1 << 20);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        switch (random.nextInt(6)) {
            case 0 -> disk.zero(at, length);
            case 1 -> disk.zero(even, Math.min(1 << 20, CAPACITY - even));
            case 2 -> disk.discard(even, Math.min(1 << 20, CAPACITY - even));
            default -> disk.write(at, ByteBuffer.wrap(bytes));
        }
    }

    /** What is written after the loss does not touch what was there. */
    private static void goesOn(CreateOptions options, Storage left, Random random) {
        ByteBuffer before = ByteBuffer.allocate(CAPACITY);
        int block = options.blockSize().orElse(1 << 20);
        int at = random.nextInt(CAPACITY / block) * block + random.nextInt(block - 1000);
        byte[] bytes = new byte[1000];
        random.nextBytes(bytes);
        try (Disk disk = open(options, left, Alone.WRITABLE)) {
            disk.read(0, before);
            disk.write(at, ByteBuffer.wrap(bytes));
            disk.flush();
        }
        before.put(at, bytes);
        try (Disk disk = open(options, left, Alone.READ_ONLY)) {
            ByteBuffer after = ByteBuffer.allocate(CAPACITY);
            disk.read(0, after);
            assertEquals(before.flip(), after.flip());
            assertEquals(0, disk.check(false, false).corruptions());
        }
    }
}
