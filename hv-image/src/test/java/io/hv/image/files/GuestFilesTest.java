package io.hv.image.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.ConvertOptions;
import io.hv.image.Image;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that mke2fs put into file systems with and without what they may have, byte for byte. */
class GuestFilesTest {

    private static final String ID = "2f1d3c4b-5a69-4788-9796-a5b4c3d2e1f0";

    @TempDir
    private Path folder;

    private Path content = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        Ext.assumeInstalled();
        content = Files.createDirectory(folder.resolve("content"));
        Ext.put(content, "empty", new byte[0]);
        Ext.put(content, "a/b/c/small", Ext.bytes(100, 1));
        Ext.put(content, "a/large", Ext.bytes(3_000_001, 2));
        Ext.putHoles(content, "holes", 400);
        for (int i = 0; i < 300; i++) {
            Ext.put(content, "many/a-name-that-is-not-too-short-" + i, ("" + i).getBytes(StandardCharsets.US_ASCII));
        }
        link("absolute", "/a/b/../large");
        link("a/relative", "../a/b/./c/small");
        link("folders", "a/b");
        link("long", "./" + "a/../".repeat(30) + "a/large");
        link("loop", "loop");
        link("nowhere", "a/nothing");
        link("above", "../../../../a/large");
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(content.resolve(path), Path.of(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ext4",
                "-t ext4 -b 1024",
                "-t ext4 -b 2048 -I 256",
                "-t ext4 -b 65536",
                "-t ext2",
                "-t ext2 -b 1024 -I 128",
                "-t ext2 -r 0 -O none",
                "-t ext3",
                "-t ext4 -O ^64bit",
                "-t ext4 -O ^extents,^64bit",
                "-t ext4 -O ^extents,^64bit,^flex_bg,^metadata_csum -b 1024",
                "-t ext4 -O ^flex_bg,^metadata_csum",
                "-t ext4 -O ^dir_index,^filetype",
                "-t ext4 -O metadata_csum_seed,large_dir,ea_inode,huge_file",
                "-t ext4 -g 1024 -b 1024",
                "-t ext4 -O bigalloc -C 16384"
            })
    void allIsRead(String options) throws Exception {
        Path disk = Ext.make(folder.resolve("disk.img"), "48M", options + " -U " + ID, content);
        try (Image image = Ext.open(disk)) {
            assertContent(image);
        }
    }

    private void assertContent(Image image) throws IOException {
        GuestFiles files = GuestFiles.on(image).get(0);
        assertEquals(UUID.fromString(ID), files.uuid());
        for (String each : List.of("empty", "a/b/c/small", "a/large", "holes")) {
            assertArrayEquals(
                    Files.readAllBytes(content.resolve(each)), files.read(each).orElseThrow(), each);
        }
        for (int i = 0; i < 300; i += 41) {
            assertArrayEquals(
                    ("" + i).getBytes(StandardCharsets.US_ASCII),
                    files.read("/many/a-name-that-is-not-too-short-" + i).orElseThrow());
        }
        for (String each : List.of("/absolute", "long", "above", "folders/../large", "//a/./large")) {
            assertArrayEquals(Ext.bytes(3_000_001, 2), files.read(each).orElseThrow(), each);
        }
        assertArrayEquals(Ext.bytes(100, 1), files.read("a/relative").orElseThrow());
        assertArrayEquals(Ext.bytes(100, 1), files.read("folders/c/small").orElseThrow());
        for (String each : List.of("none", "nowhere", "a", "empty/x", "folders")) {
            assertTrue(files.read(each).isEmpty(), each);
            assertFalse(files.isFile(each), each);
        }
        ImageException e = assertThrows(ImageException.class, () -> files.read("loop"));
        assertTrue(String.valueOf(e.getMessage()).contains("links"), e.getMessage());
        try (Stream<Path> many = Files.list(content.resolve("many"))) {
            assertEquals(
                    many.map(each -> each.getFileName().toString()).sorted().toList(), files.list("many"));
        }
        assertEquals(List.of(), files.list("empty"));
        assertEquals(List.of("b", "large", "relative"), files.list("/a"));
    }

    @Test
    void anyFormatOfImagesWillDo() throws Exception {
        Path disk = Ext.make(folder.resolve("disk.img"), "48M", "-t ext4 -U " + ID, content);
        Path converted = folder.resolve("disk.qcow2");
        try (Image image = Ext.open(disk)) {
            image.convert(converted, ConvertOptions.to(ImageFormat.QCOW2).compressed());
        }
        try (Image image = Image.open(converted, OpenOptions.format(ImageFormat.QCOW2))) {
            assertContent(image);
        }
    }

    @Test
    void whatIsNotReadIsRefusedByName() throws Exception {
        Path disk = Ext.make(folder.resolve("disk.img"), "48M", "-t ext4 -O inline_data", content);
        try (Image image = Ext.open(disk)) {
            GuestFiles files = GuestFiles.on(image).get(0);
            ImageException e = assertThrows(ImageException.class, () -> files.read("a/b/c/small"));
            assertEquals("i_flags", e.field());
        }
        Path grouped = Ext.make(folder.resolve("grouped.img"), "48M", "-t ext4 -O meta_bg,^resize_inode", content);
        try (Image image = Ext.open(grouped)) {
            ImageException e = assertThrows(ImageException.class, () -> GuestFiles.on(image));
            assertEquals("s_feature_incompat", e.field());
            assertEquals(1024 + 96, e.offset());
            assertTrue(String.valueOf(e.getMessage()).contains("0x10 "), e.getMessage());
        }
    }

    @Test
    void aDiskWithoutAnyHasNone() throws Exception {
        for (int size : new int[] {0, 512, 4096, 1 << 20}) {
            Path disk = Files.write(folder.resolve("disk" + size), new byte[size]);
            try (Image image = Ext.open(disk)) {
                assertEquals(List.of(), GuestFiles.on(image));
                assertThrows(ImageException.class, () -> KernelFinder.find(image));
            }
        }
    }
}
