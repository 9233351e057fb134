package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a VMDK: where its grains are, and whether both copies of the tables say so. */
class VmdkCheckTest {

    private static final OpenOptions VMDK = OpenOptions.format(ImageFormat.VMDK);
    private static final int GRAIN = 1 << 16;
    private static final int CAPACITY = 8 * GRAIN;
    /** Where an image of one table has its tables: behind header and description the copies, and behind them the others. */
    private static final int COPIES = 21 * 512;

    private static final int COPY = COPIES + 512;
    private static final int DIRECTORY = COPY + 4 * 512;
    private static final int TABLE = DIRECTORY + 512;

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[CAPACITY];
    private Path disk = Path.of("");

    @BeforeEach
    void make() {
        disk = folder.resolve("disk.vmdk");
        new Random(2).nextBytes(bytes);
        try (Image image = Image.create(disk, CreateOptions.of(ImageFormat.VMDK, CAPACITY))) {
            image.write(0, ByteBuffer.wrap(bytes, 0, 6 * GRAIN));
        }
        assertEquals(new CheckReport(0, 0, 6, List.of()), check(disk));
    }

    private static CheckReport check(Path file) {
        try (Image image = Image.open(file, VMDK)) {
            return image.check();
        }
    }

    private void patch(Consumer<ByteBuffer> change) throws IOException {
        ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(disk)).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(image);
        Path unused = Files.write(disk, image.array());
    }

    private void finds(long corruptions, String... words) {
        CheckReport report = check(disk);
        assertEquals(corruptions, report.corruptions(), report.toString());
        assertEquals(0, report.leaks());
        assertEquals(words.length, report.findings().size(), report.toString());
        for (String each : words) {
            assertTrue(report.findings().stream().anyMatch(found -> found.contains(each)), report.toString());
        }
    }

    @Test
    void aGrainThatIsNotInTheFile() throws IOException {
        patch(image -> image.putInt(TABLE + 4 * 2, 1 << 20).putInt(COPY + 4 * 2, 1 << 20));
        finds(1, "grain table entry at offset " + (TABLE + 8) + ": the grain at " + (1L << 29) + " is not in the file");
        Qemu.assumeInstalled();
        Qemu.Result qemu = Qemu.run(folder, List.of("qemu-img", "check", "-f", "vmdk", disk.toString()));
        assertTrue(qemu.status() != 0 && qemu.output().contains("points after EOF"), qemu.output());
    }

    @Test
    void aGrainOnATable() throws IOException {
        patch(image -> image.putInt(TABLE, TABLE / 512).putInt(COPY, TABLE / 512));
        finds(1, "lies on a table or a header");
    }

    @Test
    void aGrainThatTwoHave() throws IOException {
        patch(image -> image.putInt(TABLE + 4, image.getInt(TABLE)).putInt(COPY + 4, image.getInt(TABLE)));
        finds(1, "two grains share the bytes at " + GRAIN);
        patch(image -> image.putInt(TABLE + 4, image.getInt(TABLE) + 127).putInt(COPY + 4, image.getInt(TABLE) + 127));
        finds(1, "two grains share the bytes at " + (GRAIN + 127 * 512));
    }

    /** The table is right, and its copy is made anew. */
    @Test
    void aCopyThatDiffers() throws IOException {
        byte[] sound = Files.readAllBytes(disk);
        patch(image -> image.putInt(COPY + 4 * 3, 0));
        finds(1, "redundant grain table at offset " + COPY + ": it differs from that at " + TABLE);
        try (Image image = Image.open(disk, VMDK.writable())) {
            assertEquals(1, image.repairLeaks().corruptions());
            assertEquals(1, image.repair().corruptions());
            assertEquals(0, image.check().corruptions());
        }
        assertArrayEquals(sound, Files.readAllBytes(disk));
    }

    @Test
    void aCopyThatIsNotThere() throws IOException {
        patch(image -> image.putInt(COPIES, 0));
        finds(1, "of grain table 0 there is only one");
        patch(image -> image.putInt(COPIES, 1 << 20));
        finds(1, "is not in the file");
    }

    @Test
    void whatWasWrittenAndNotFlushedIsLookedAt() {
        try (Image image = Image.open(disk, VMDK.writable())) {
            image.write(7 * GRAIN, ByteBuffer.wrap(bytes, 7 * GRAIN, GRAIN));
            assertEquals(new CheckReport(0, 0, 7, List.of()), image.check());
        }
    }

    @Test
    void grainsOfAStream() throws IOException {
        Path stream = folder.resolve("stream.vmdk");
        CreateOptions options = CreateOptions.of(ImageFormat.VMDK, CAPACITY).subformat("streamOptimized");
        try (Image image = Image.open(disk, VMDK)) {
            image.convert(stream, ConvertOptions.to(options).compressed());
        }
        disk = stream;
        assertEquals(new CheckReport(0, 0, 6, List.of()), check(disk));
        // Packed bytes, and the marker of the grain behind.
        patch(image -> {
            int first = image.getInt(TABLE) * 512;
            int second = image.getInt(TABLE + 4) * 512;
            image.put(first + 500, (byte) ~image.get(first + 500)).putLong(second, 5);
        });
        finds(2, "compressed grain", "grain marker lba");
    }

    /** All files of a disk are looked at. */
    @Test
    void everyPart() throws IOException {
        Path description = folder.resolve("parts.vmdk");
        Path unused = Files.writeString(
                description,
                String.join(
                        "\n",
                        "# Disk DescriptorFile",
                        "version=1",
                        "CID=12345678",
                        "parentCID=ffffffff",
                        "createType=\"twoGbMaxExtentSparse\"",
                        "RW " + CAPACITY / 512 + " SPARSE \"disk.vmdk\"",
                        "RDONLY " + CAPACITY / 512 + " SPARSE \"second.vmdk\"",
                        "RW 8 ZERO",
                        ""));
        unused = Files.copy(disk, folder.resolve("second.vmdk"));
        assertEquals(new CheckReport(0, 0, 12, List.of()), check(description));
        patch(image -> image.putInt(COPY, 0));
        assertEquals(1, check(description).corruptions());
    }
}
