package io.hv.image;

import io.hv.image.file.Alone;
import io.hv.image.file.ImageFile;
import io.hv.image.file.MemoryStorage;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A small sound image, and where in it is something: there it is damaged.
 *
 * @param driver of its format
 * @param image its bytes
 * @param places offsets of 16 bytes that are not all zeros, by ascending offset
 */
record SoundImage(Driver driver, ByteBuffer image, List<Integer> places) {

    static final int GRAIN = 16;
    static final Path NAME = Path.of("damaged");

    private static final int CAPACITY = 1 << 20;

    static SoundImage of(String format) {
        ImageFormat known = Arrays.stream(ImageFormat.values())
                .filter(each -> each.id().equals(format))
                .findFirst()
                .orElseThrow();
        Driver driver = ChainOpener.driver(known);
        byte[] image = known == ImageFormat.PARALLELS ? parallels() : made(driver);
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + GRAIN <= image.length; at += GRAIN) {
            if (!Arrays.equals(image, at, at + GRAIN, new byte[GRAIN], 0, GRAIN)) {
                places.add(at);
            }
        }
        return new SoundImage(driver, ByteBuffer.wrap(image).asReadOnlyBuffer(), List.copyOf(places));
    }

    private static byte[] made(Driver driver) {
        MemoryStorage storage = new MemoryStorage();
        CreateOptions options = CreateOptions.of(driver.format(), CAPACITY);
        if (driver.format() == ImageFormat.QCOW2) {
            options = options.clusterSize(512);
        }
        driver.create(new ImageFile(NAME, storage, true), options, CAPACITY, NAME);
        try (Disk disk = driver.open(new ImageFile(NAME, storage, true), Alone.WRITABLE)) {
            // Little, so that most places are the format's and few the disk's.
            disk.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            disk.write(CAPACITY / 2, ByteBuffer.wrap(new byte[] {4, 5, 6}));
            disk.flush();
            if (driver.format() == ImageFormat.QCOW2) {
                SnapshotInfo unused = disk.createSnapshot("one");
                byte[] noise = new byte[256];
                new Random(1).nextBytes(noise);
                disk.writeCompressed(8 * 512, ByteBuffer.wrap(Arrays.copyOf(noise, 512)));
                disk.write(0, ByteBuffer.wrap(new byte[] {7}));
            }
        }
        return storage.bytes();
    }

    /** Nobody here makes these: eight clusters of 4 KiB, of which two are there. */
    private static byte[] parallels() {
        ByteBuffer image = ByteBuffer.allocate(3 * 4096).order(ByteOrder.LITTLE_ENDIAN);
        image.put("WithoutFreeSpace".getBytes(StandardCharsets.US_ASCII));
        image.putInt(2)
                .putInt(16)
                .putInt(1)
                .putInt(8)
                .putInt(8)
                .putLong(64)
                .putInt(0)
                .putInt(8);
        image.putInt(64, 8).putInt(64 + 4 * 5, 16);
        image.put(4096, (byte) 1).put(8192, (byte) 2);
        return image.array();
    }
}
