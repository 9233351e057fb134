package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.image.Compression;
import io.hv.image.CreateOptions;
import io.hv.image.Extent;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Compressed clusters whose type is zstd: frames of one cluster each. */
class ZstdTest {

    private static final int CAPACITY = 100_000;
    private static final int CLUSTER = 4096;

    private final MemoryImage image = new MemoryImage(
            CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(CLUSTER).compression(Compression.ZSTD), CAPACITY);
    private final byte[] model = new byte[CAPACITY];

    private Disk written() {
        for (int i = 0; i < 2 * CLUSTER; i++) {
            model[i] = (byte) (i / 40);
        }
        Disk disk = image.open();
        disk.writeCompressed(0, ByteBuffer.wrap(model, 0, CLUSTER));
        disk.writeCompressed(CLUSTER, ByteBuffer.wrap(model, CLUSTER, CLUSTER));
        disk.flush();
        return disk;
    }

    @Test
    void areRead() {
        try (Disk disk = written()) {
            assertArrayEquals(model, MemoryImage.read(disk, 0, CAPACITY));
            assertArrayEquals(Arrays.copyOfRange(model, 4000, 4200), MemoryImage.read(disk, 4000, 200));
            assertEquals(Extent.Kind.COMPRESSED, image.spec().kind(0));
            long frame = image.spec().compressedOffset(image.spec().mapping(0));
            assertEquals(0x28b52ffd, (int) (image.spec().word(frame) >>> 32), "a frame's magic number");
            assertEquals(0, disk.check(false, false).corruptions());
        }
    }

    @Test
    void thatAreDamaged() {
        written().close();
        long frame = image.spec().compressedOffset(image.spec().mapping(0));
        image.put(frame, 0, 1);
        try (Disk disk = image.open(false)) {
            ImageException e = assertThrows(ImageException.class, () -> disk.read(0, ByteBuffer.allocate(1)));
            assertEquals("compressed cluster", e.field());
            assertEquals(frame, e.offset());
            assertArrayEquals(
                    Arrays.copyOfRange(model, CLUSTER, CAPACITY), MemoryImage.read(disk, CLUSTER, CAPACITY - CLUSTER));
        }
    }

    /** A frame that gives less than a cluster. */
    @Test
    void thatAreShort() throws Exception {
        written().close();
        SpecImage spec = image.spec();
        long frame = spec.compressedOffset(spec.mapping(0));
        byte[] few = new byte[200];
        byte[] small = io.hv.image.codec.Compressor.compress(true, few);
        image.file.write(frame, ByteBuffer.wrap(java.util.Objects.requireNonNull(small)));
        try (Disk disk = image.open(false)) {
            ImageException e = assertThrows(ImageException.class, () -> disk.read(0, ByteBuffer.allocate(1)));
            assertEquals("compressed cluster", e.field());
        }
    }
}
