package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.Alone;
import io.hv.image.file.History;
import io.hv.image.file.ImageFile;
import io.hv.image.file.MemoryStorage;
import io.hv.image.file.Storage;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.vmdk.VmdkDriver;
import io.hv.image.vpc.VpcDriver;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power goes at any event of a history, and of what was not forced any sectors are there: the image opens for writing,
 * and every byte is one that was written since the last flush, or was there at it.
 */
class VmdkVpcPowerLossTest {

    private static final Path NAME = Path.of("recorded");
    private static final int CAPACITY = 300_032;
    private static final int STEPS = 50;
    private static final int LOSSES = 120;

    @TempDir
    private Path folder;

    static Stream<Arguments> histories() {
        CreateOptions vmdk = CreateOptions.of(ImageFormat.VMDK, CAPACITY);
        CreateOptions vpc = CreateOptions.of(ImageFormat.VPC, CAPACITY);
        return Stream.of(
                Arguments.of(1, new VmdkDriver(), vmdk, false),
                Arguments.of(2, new VmdkDriver(), vmdk, true),
                Arguments.of(3, new VpcDriver(), vpc, false),
                Arguments.of(4, new VpcDriver(), vpc, true),
                Arguments.of(5, new VmdkDriver(), vmdk.subformat("streamOptimized"), false));
    }

    private static Disk open(Driver driver, Storage storage) {
        return driver.open(new ImageFile(NAME, storage, true), Alone.WRITABLE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("histories")
    void nothingIsTorn(int seed, Driver driver, CreateOptions options, boolean others) throws Exception {
        History history = new History(CAPACITY);
        ImageFile file = new ImageFile(NAME, history.storage(), true);
        if (others) {
            foreign(driver.format(), file);
        } else {
            driver.create(file, options, CAPACITY, NAME);
        }
        Random random = new Random(seed);
        try (Disk disk = open(driver, history.storage())) {
            disk.flush();
            history.remember(disk, history.events(), true);
            for (int i = 0; i < STEPS; i++) {
                int begun = history.events();
                boolean flushed = step(disk, random);
                history.remember(disk, begun, flushed);
            }
        }
        for (int i = 0; i < LOSSES; i++) {
            int at = history.anyMoment(random);
            MemoryStorage after = history.after(at, random);
            try (Disk left = open(driver, after)) {
                history.check(left, at);
                if (driver.format() == ImageFormat.VMDK) {
                    // Of a table that was being written one copy may be older.
                    List<String> findings = left.check(true, true).findings();
                    assertTrue(findings.stream().allMatch(each -> each.contains("redundant")), findings.toString());
                }
                // It can be gone on with: what is new does not meet what is there.
                if (!left.isSequential()) {
                    byte[] bytes = new byte[CAPACITY];
                    random.nextBytes(bytes);
                    left.write(0, ByteBuffer.wrap(bytes));
                    left.flush();
                    same(bytes, driver, after);
                }
            }
            if (i % 10 == 0) {
                readByQemu(driver.format(), after);
            }
        }
    }

    private static void same(byte[] bytes, Driver driver, Storage after) {
        try (Disk again = open(driver, after)) {
            ByteBuffer read = ByteBuffer.allocate(CAPACITY);
            again.read(0, read);
            assertArrayEquals(bytes, read.array());
        }
    }

    private void readByQemu(ImageFormat format, MemoryStorage after) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(after.size()));
        assertEquals(bytes.capacity(), after.read(0, bytes));
        Files.write(folder.resolve("left"), bytes.array());
        Qemu.assumeInstalled();
        if (format == ImageFormat.VMDK) {
            Qemu.img(folder, "check", "-q", "-f", format.id(), "left");
        }
        Qemu.io(folder, List.of("-r", "-f", format.id()), "left", List.of("read 0 " + CAPACITY));
    }

    /** An image that others made: a VMDK without tables, a VHD with sectors that are not its own and one footer. */
    private static void foreign(ImageFormat format, ImageFile file) {
        if (format == ImageFormat.VPC) {
            int size = CAPACITY;
            ByteBuffer image = VhdBytes.image(
                    VhdBytes.footer(VhdBytes.DYNAMIC, size, "win "),
                    VhdBytes.header((size + VhdBytes.BLOCK - 1) / VhdBytes.BLOCK),
                    0x61);
            file.write("image", 0, image.put(100, (byte) 1).clear());
            return;
        }
        new VmdkDriver().create(file, CreateOptions.of(ImageFormat.VMDK, CAPACITY), CAPACITY, NAME);
        for (int field : new int[] {48, 56}) {
            int directory = Integer.reverseBytes(file.read("header", field, 4).getInt()) * 512;
            file.write("directory", directory, ByteBuffer.allocate(4));
        }
    }

    private static boolean step(Disk disk, Random random) {
        if (random.nextInt(6) == 0) {
            disk.flush();
            return true;
        }
        if (disk.isSequential()) {
            append(disk, random);
            return false;
        }
        int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 60_000 : 2000);
        int at = random.nextInt(CAPACITY - length + 1);
        if (random.nextInt(4) == 0) {
            disk.zero(at, length);
        } else {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            disk.write(at, ByteBuffer.wrap(bytes));
        }
        return false;
    }

    /** The first grain that is not there, if there is one. */
    private static void append(Disk disk, Random random) {
        for (int at = 0; at < CAPACITY; at += disk.clusterSize()) {
            if (disk.extent(at, 1).kind() == Extent.Kind.ABSENT) {
                byte[] grain = new byte[Math.min(disk.clusterSize(), CAPACITY - at)];
                Arrays.fill(grain, (byte) (1 + random.nextInt(100)));
                grain[random.nextInt(grain.length)] = 0;
                disk.writeCompressed(at, ByteBuffer.wrap(grain));
                return;
            }
        }
    }
}
