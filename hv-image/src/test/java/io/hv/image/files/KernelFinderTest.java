package io.hv.image.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.Image;
import io.hv.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks as distributions have them: their tables, and where the kernel is. */
class KernelFinderTest {

    private static final int MIB = 1 << 20;
    private static final int SECTOR = 512;

    @TempDir
    private Path folder;

    private Path content = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        Ext.assumeInstalled();
        content = Files.createDirectory(folder.resolve("content"));
    }

    private void debian() throws IOException {
        Ext.put(content, "boot/vmlinuz-6.1.0-9-cloud-amd64", Ext.bytes(70_000, 9));
        Ext.put(content, "boot/initrd.img-6.1.0-9-cloud-amd64", Ext.bytes(1, 9));
        Ext.put(content, "boot/vmlinuz-6.1.0-10-cloud-amd64", Ext.bytes(80_000, 10));
        Ext.put(content, "boot/initrd.img-6.1.0-10-cloud-amd64", Ext.bytes(90_000, 11));
        Ext.put(content, "boot/vmlinuz-0-rescue", Ext.bytes(1, 1));
        Ext.put(content, "etc/os-release", Ext.bytes(10, 1));
        Files.createDirectory(content.resolve("boot/vmlinuz-7"));
    }

    private byte[] fileSystem() throws Exception {
        Path file = Ext.make(folder.resolve("part.img"), "4M", "-t ext4 -b 1024", content);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    private void on(byte[] disk, Consumer<Image> use) throws IOException {
        Path file = folder.resolve("disk.img");
        Files.write(file, disk);
        try (Image image = Ext.open(file)) {
            use.accept(image);
        }
    }

    private static void assertDebian(Image image) {
        FoundKernel found = KernelFinder.find(image);
        assertEquals("/boot/vmlinuz-6.1.0-10-cloud-amd64", found.kernelPath());
        assertEquals(Optional.of("/boot/initrd.img-6.1.0-10-cloud-amd64"), found.initrdPath());
        assertArrayEquals(Ext.bytes(80_000, 10), found.boot().kernel().bytes().orElseThrow());
        assertArrayEquals(
                Ext.bytes(90_000, 11),
                found.boot().initrd().orElseThrow().bytes().orElseThrow());
        assertEquals("root=UUID=" + found.files().uuid(), found.boot().commandLine());
    }

    @Test
    void aDiskWithoutPartitions() throws Exception {
        debian();
        on(fileSystem(), KernelFinderTest::assertDebian);
    }

    private static byte[] disk(byte[] fileSystem, int sector) {
        byte[] disk = new byte[8 * MIB];
        System.arraycopy(fileSystem, 0, disk, 2 * MIB, fileSystem.length);
        Tables.gpt(
                disk,
                sector,
                List.of(
                        new Tables.Part(MIB / sector, 1000 * SECTOR / sector),
                        new Tables.Part(2 * MIB / sector, 4 * MIB / sector)));
        return disk;
    }

    @Test
    void aDiskWithAGpt() throws Exception {
        debian();
        byte[] disk = disk(fileSystem(), SECTOR);
        on(disk, image -> {
            assertDebian(image);
            assertEquals(2L * MIB, GuestFiles.on(image).get(0).offset());
        });
        disk[SECTOR + 60] ^= 1;
        on(disk, KernelFinderTest::assertDebian);
        disk[disk.length - SECTOR + 60] ^= 1;
        on(disk, image -> {
            ImageException e = assertThrows(ImageException.class, () -> KernelFinder.find(image));
            assertEquals("HeaderCRC32", e.field());
            assertEquals(SECTOR + 16, e.offset());
        });
        on(disk(fileSystem(), 4096), KernelFinderTest::assertDebian);
    }

    @Test
    void aDiskWithAnMbr() throws Exception {
        debian();
        byte[] disk = new byte[8 * MIB];
        System.arraycopy(fileSystem(), 0, disk, 2 * MIB, 4 * MIB);
        Tables.mbrEntry(disk, 0, 1, 0x83, 2 * MIB / SECTOR, 4 * MIB / SECTOR);
        on(disk, KernelFinderTest::assertDebian);
        Tables.mbrEntry(disk, 0, 1, 0x05, 100, 16000);
        Tables.mbrEntry(disk, 100 * SECTOR, 0, 0x83, 10, 20);
        Tables.mbrEntry(disk, 100 * SECTOR, 1, 0x05, 50, 9000);
        Tables.mbrEntry(disk, 150 * SECTOR, 0, 0x83, 2 * MIB / SECTOR - 150, 4 * MIB / SECTOR);
        on(disk, KernelFinderTest::assertDebian);
        Tables.mbrEntry(disk, 150 * SECTOR, 1, 0x05, 50, 9000);
        on(disk, image -> {
            ImageException e = assertThrows(ImageException.class, () -> KernelFinder.find(image));
            assertEquals("EBR", e.field());
            assertTrue(String.valueOf(e.getMessage()).contains("loop"), e.getMessage());
        });
    }

    @Test
    void aFileSystemThatIsAllOfBoot() throws Exception {
        Ext.put(content, "vmlinuz-5.14.0-1.el9.x86_64", Ext.bytes(10, 1));
        Ext.put(content, "initramfs-5.14.0-1.el9.x86_64.img", Ext.bytes(10, 2));
        byte[] boot = fileSystem();
        Path root = Files.createDirectory(folder.resolve("root"));
        Ext.put(root, "etc/os-release", new byte[1]);
        byte[] rootSystem = Files.readAllBytes(Ext.make(folder.resolve("root.img"), "2M", "-t ext4", root));
        byte[] disk = new byte[10 * MIB];
        System.arraycopy(boot, 0, disk, MIB, boot.length);
        System.arraycopy(rootSystem, 0, disk, 6 * MIB, rootSystem.length);
        Tables.gpt(
                disk,
                SECTOR,
                List.of(
                        new Tables.Part(MIB / SECTOR, 4 * MIB / SECTOR),
                        new Tables.Part(6 * MIB / SECTOR, 2 * MIB / SECTOR)));
        on(disk, image -> {
            FoundKernel found = KernelFinder.find(image);
            assertEquals("/vmlinuz-5.14.0-1.el9.x86_64", found.kernelPath());
            assertEquals(Optional.of("/initramfs-5.14.0-1.el9.x86_64.img"), found.initrdPath());
            GuestFiles second = GuestFiles.on(image).get(1);
            assertEquals("root=UUID=" + second.uuid(), found.boot().commandLine());
        });
    }

    @Test
    void aLinkAtTheTop() throws Exception {
        Ext.put(content, "somewhere/kernel", Ext.bytes(10, 1));
        Ext.put(content, "somewhere/disk", Ext.bytes(10, 2));
        Files.createSymbolicLink(content.resolve("vmlinuz"), Path.of("somewhere/kernel"));
        Files.createSymbolicLink(content.resolve("initrd.img"), Path.of("/somewhere/disk"));
        on(fileSystem(), image -> {
            FoundKernel found = KernelFinder.find(image);
            assertEquals("/vmlinuz", found.kernelPath());
            assertArrayEquals(
                    Ext.bytes(10, 2),
                    found.boot().initrd().orElseThrow().bytes().orElseThrow());
            assertEquals("", found.boot().commandLine());
        });
    }

    @Test
    void whatWasInUseIsRefused() throws Exception {
        debian();
        byte[] disk = fileSystem();
        ByteBuffer bytes = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(1024 + 96, bytes.getInt(1024 + 96) | 4);
        on(disk, image -> {
            ImageException e = assertThrows(ImageException.class, () -> KernelFinder.find(image));
            assertTrue(String.valueOf(e.getMessage()).contains("e2fsck"), e.getMessage());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "6.1.0-9, 6.1.0-10",
        "6.1.0, 6.1.0-1",
        "6.9, 6.10",
        "6.1-amd64, 6.1-cloud",
        "6.1~rc1, 6.1",
        "6.1~rc1, 6.1a",
        "5.99, 6.0",
        "6.1.0-37, 6.1.0-100000000000000000000",
        "'', 1"
    })
    void theNewest(String older, String newer) {
        assertTrue(KernelFinder.compareVersions(older, newer) < 0);
        assertTrue(KernelFinder.compareVersions(newer, older) > 0);
        assertEquals(0, KernelFinder.compareVersions(newer, newer));
    }
}
