package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another backing file in the header: its name, its format, and all else as it was. */
class RebaseTest {

    private static final int CAPACITY = 50_000;
    private static final int CLUSTER = 512;
    private static final int BACKING_FORMAT = 0xe2792aca;

    private final MemoryImage image =
            new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(CLUSTER), CAPACITY);

    /** Two extensions that nobody knows. */
    @BeforeEach
    void extend() {
        image.put(112, 0x1234, 4);
        image.put(116, 2, 4);
        image.put(120, 0x0102, 2);
        image.put(128, 0x5678, 4);
        image.put(132, 1, 4);
        image.put(136, 9, 1);
    }

    private void assertExtended() {
        assertArrayEquals(new byte[] {1, 2}, image.spec().extension(0x1234));
        assertArrayEquals(new byte[] {9}, image.spec().extension(0x5678));
    }

    private void rebase(String name, String format) {
        try (Disk disk = image.open()) {
            disk.rebase(name, format, null);
        }
    }

    @Test
    void toOneAndToNone() {
        rebase("bäse.img", "vmdk");
        assertEquals("bäse.img", image.spec().backingFile());
        assertArrayEquals(
                "vmdk".getBytes(StandardCharsets.US_ASCII), image.spec().extension(BACKING_FORMAT));
        assertExtended();
        try (Disk disk = image.open()) {
            assertEquals("vmdk", disk.info().details().get("backing-filename-format"));
            disk.rebase("other", "raw", null);
            assertEquals("other", disk.info().details().get("backing-filename"));
        }
        assertEquals("other", image.spec().backingFile());
        assertArrayEquals(
                "raw".getBytes(StandardCharsets.US_ASCII), image.spec().extension(BACKING_FORMAT));
        assertExtended();
        try (Disk disk = image.open()) {
            disk.rebase(null, null, null);
            assertFalse(disk.info().details().containsKey("backing-filename"));
            disk.write(0, ByteBuffer.wrap(new byte[] {1}));
            assertEquals(1, MemoryImage.read(disk, 0, 1)[0]);
        }
        assertEquals(0, image.spec().word(8));
        assertNull(image.spec().extension(BACKING_FORMAT));
        assertExtended();
    }

    /** Header and extensions take 168 bytes, and the end of the extensions is among them. */
    @Test
    void toAsLongANameAsThereIsRoomFor() {
        int room = CLUSTER - 112 - 16 - 16 - 16 - 8;
        rebase("n".repeat(room), "raw");
        assertEquals(room, image.spec().backingFile().length());
        byte[] before = image.file.bytes();
        try (Disk disk = image.open()) {
            ImageException e = assertThrows(ImageException.class, () -> disk.rebase("m".repeat(room + 1), "raw", null));
            assertEquals("backing_file", e.field());
            assertEquals("n".repeat(room), disk.info().details().get("backing-filename"));
            disk.flush();
        }
        assertArrayEquals(before, image.file.bytes());
    }

    /** Opened without what lies below it: what is missing is said to be so, by the place of its name. */
    @Test
    void whatIsNotOpened() {
        try (Disk disk = image.open()) {
            disk.rebase("bäse.img", "raw", null);
            ImageException e = assertThrows(ImageException.class, () -> MemoryImage.read(disk, 0, 1));
            assertEquals("backing_file", e.field());
            assertEquals(image.spec().word(8), e.offset());
        }
    }
}
