package io.hv.image.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.Image;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged disks end in an {@link ImageException} and nothing else, and soon. */
class HostileFilesTest {

    private static final int MIB = 1 << 20;
    private static final int PART = MIB;
    private static final int ROUNDS = Boolean.getBoolean("hv.thorough") ? 5_000 : 600;

    @TempDir
    private Path folder;

    /** A GPT with one file system on it, in which there are a folder of several blocks, links, and a file of many extents. */
    private byte[] disk(String options) throws Exception {
        Ext.assumeInstalled();
        Path content = Files.createDirectory(folder.resolve("content"));
        Ext.put(content, "boot/vmlinuz-1", Ext.bytes(20_000, 1));
        Ext.put(content, "boot/initrd.img-1", Ext.bytes(400_000, 2));
        Ext.put(content, "etc/fstab", Ext.bytes(10, 3));
        Ext.putHoles(content, "holes", 30);
        for (int i = 0; i < 60; i++) {
            Ext.put(content, "many/a-name-that-is-not-too-short-" + i, new byte[0]);
        }
        Files.createSymbolicLink(content.resolve("boot/vmlinuz-2"), Path.of("/boot/../boot/vmlinuz-1"));
        byte[] fileSystem = Files.readAllBytes(Ext.make(folder.resolve("part.img"), "3M", options, content));
        byte[] disk = new byte[5 * MIB];
        System.arraycopy(fileSystem, 0, disk, PART, fileSystem.length);
        Tables.gpt(disk, 512, List.of(new Tables.Part(PART / 512, 3 * MIB / 512)));
        return disk;
    }

    private static void readAll(Image image) {
        for (GuestFiles files : GuestFiles.on(image)) {
            for (String path : List.of("holes", "boot/vmlinuz-2", "none/x")) {
                boolean unused = files.read(path).isPresent();
            }
            List<String> unused = files.list("many");
        }
        String unused = KernelFinder.find(image).boot().commandLine();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ext4 -b 1024", "-t ext2 -b 1024", "-t ext4 -b 4096", "-t ext3 -b 2048"})
    void mutants(String options) throws Exception {
        byte[] sound = disk(options);
        Path file = Files.write(folder.resolve("disk.img"), sound);
        Random random = new Random(options.hashCode());
        int[] words = words(sound);
        int refused = 0;
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.RAW).writable())) {
            readAll(image);
            for (int round = 0; round < ROUNDS; round++) {
                long seed = random.nextLong();
                List<Integer> places = damage(image, words, new Random(seed));
                refused +=
                        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> isRefused(image), () -> "seed " + seed);
                for (int at : places) {
                    image.write(at, ByteBuffer.wrap(sound, at, 8));
                }
            }
            readAll(image);
        }
        assertTrue(refused > ROUNDS / 10, refused + " of " + ROUNDS + " were refused");
    }

    private static int isRefused(Image image) {
        try {
            readAll(image);
            return 0;
        } catch (ImageException e) {
            return 1;
        }
    }

    /** Where tables, descriptors, inodes, folders and trees have bytes, in steps of eight. */
    private static int[] words(byte[] disk) {
        ByteBuffer bytes = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
        int blockSize = 1024 << bytes.getInt(PART + 1024 + 24);
        int descriptors = PART + (1024 / blockSize + 1) * blockSize;
        int inodeSize = bytes.getShort(PART + 1024 + 88);
        int inodes = PART + bytes.getInt(descriptors + 8) * blockSize;
        IntStream places = IntStream.concat(range(0, 1200), range(PART + 1024, PART + 1400));
        places = IntStream.concat(places, range(descriptors, descriptors + 64));
        for (int i = 0; i < 100; i++) {
            int inode = inodes + i * inodeSize;
            places = IntStream.concat(places, range(inode, inode + 128));
            for (int at = inode + 40; at < inode + 100; at += 4) {
                int block = bytes.getInt(at);
                if (block > 1 && block < 3 * MIB / blockSize) {
                    int from = PART + block * blockSize;
                    places = IntStream.concat(places, range(from, from + 256));
                }
            }
        }
        return places.filter(at -> bytes.getLong(at) != 0).distinct().toArray();
    }

    private static IntStream range(int from, int to) {
        return IntStream.iterate(from, at -> at < to, at -> at + 8);
    }

    private static List<Integer> damage(Image image, int[] words, Random random) {
        List<Integer> places = random.ints(1 + random.nextInt(20), 0, words.length)
                .mapToObj(each -> words[each])
                .toList();
        for (int at : places) {
            byte[] bytes = new byte[8];
            image.read(at, ByteBuffer.wrap(bytes));
            int where = random.nextInt(8);
            switch (random.nextInt(4)) {
                case 0 -> bytes[where] ^= (byte) (1 << random.nextInt(8));
                case 1 -> random.nextBytes(bytes);
                case 2 -> Arrays.fill(bytes, where & 4, (where & 4) + 4, (byte) 0xff);
                default -> bytes[where] = (byte) random.nextInt();
            }
            image.write(at, ByteBuffer.wrap(bytes));
        }
        return places;
    }

    /** Fields of the super block: 2 or 4 bytes. */
    @ParameterizedTest
    @CsvSource({
        "s_inodes_count, 0, 4, 0",
        "s_blocks_count, 4, 4, 0",
        "s_blocks_count, 4, 4, 0xffffffff",
        "s_first_data_block, 20, 4, 2",
        "s_log_block_size, 24, 4, 7",
        "s_inodes_per_group, 40, 4, 0",
        "s_inodes_per_group, 40, 4, 0xffffffff",
        "s_inode_size, 88, 2, 0",
        "s_inode_size, 88, 2, 192",
        "s_inode_size, 88, 2, 0xffff",
        "s_feature_incompat, 96, 4, 1",
        "s_desc_size, 254, 2, 0",
        "s_desc_size, 254, 2, 100"
    })
    void fieldsOfTheSuperBlock(String field, int at, int size, String value) throws Exception {
        byte[] disk = disk("-t ext4 -b 1024 -O 64bit");
        int from = PART + 1024 + at;
        long number = Long.decode(value);
        for (int i = 0; i < size; i++) {
            disk[from + i] = (byte) (number >>> (8 * i));
        }
        Path file = Files.write(folder.resolve("disk.img"), disk);
        try (Image image = Ext.open(file)) {
            ImageException e = assertThrows(ImageException.class, () -> GuestFiles.on(image));
            assertEquals(field, e.field());
            assertEquals(from, e.offset());
            assertTrue(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("disk.img"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HeaderSize, 12, 4, 91",
        "NumberOfPartitionEntries, 80, 4, 1025",
        "NumberOfPartitionEntries, 80, 4, -1",
        "SizeOfPartitionEntry, 84, 4, 120",
        "SizeOfPartitionEntry, 84, 4, 132",
        "PartitionEntryLBA, 72, 8, -1",
        "PartitionEntryLBA, 72, 8, 10240",
        "PartitionEntryArrayCRC32, 88, 4, 0"
    })
    void fieldsOfTheGpt(String field, int at, int size, long value) throws Exception {
        byte[] disk = disk("-t ext4");
        for (int i = 0; i < size; i++) {
            disk[512 + at + i] = (byte) (value >>> (8 * i));
        }
        Tables.sign(disk);
        disk[disk.length - 512] = 0;
        Path file = Files.write(folder.resolve("disk.img"), disk);
        try (Image image = Ext.open(file)) {
            ImageException e = assertThrows(ImageException.class, () -> GuestFiles.on(image));
            assertEquals(field, e.field());
            assertEquals(512 + at, e.offset());
        }
    }

    /** A link of many names that lead through one folder again and again. */
    @Test
    void aPathThatIsTooLong() throws Exception {
        Path content = Files.createDirectory(folder.resolve("long"));
        Ext.assumeInstalled();
        Ext.put(content, "a/file", new byte[1]);
        Files.createSymbolicLink(content.resolve("b"), Path.of("a/../".repeat(200) + "a/file"));
        Path file = Ext.make(folder.resolve("disk.img"), "2M", "-t ext4", content);
        try (Image image = Ext.open(file)) {
            ImageException e = assertThrows(
                    ImageException.class, () -> GuestFiles.on(image).get(0).read("b"));
            assertEquals("path", e.field());
        }
    }
}
