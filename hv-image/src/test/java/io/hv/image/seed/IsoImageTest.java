package io.hv.image.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.ImageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoImageTest {

    private static final String LONG = "a name that is longer than any of level 1, with \u00e4\u6f22.text";

    @TempDir
    private Path folder;

    private static IsoImage sample() {
        return IsoImage.labelled("cidata")
                .file("user-data", "#cloud-config\n")
                .file("empty", "")
                .file("a/b/c/d/e/f/g/" + LONG.substring(0, 20), "deep")
                .file(LONG, "long")
                .folder("a/nothing");
    }

    @Test
    void sameFilesMakeSameBytes() throws IOException {
        byte[] first = IsoImage.labelled("x").file("a", "1").file("b/c", "2").toBytes();
        assertArrayEquals(
                first, IsoImage.labelled("x").file("b/c", "2").file("a", "1").toBytes());
        assertArrayEquals(
                first,
                IsoImage.labelled("x")
                        .folder("b")
                        .file("b/c", "2")
                        .file("a", "1")
                        .toBytes());
        Path file = folder.resolve("a.iso");
        IsoImage.labelled("x").file("a", "1").file("b/c", "2").write(file);
        assertArrayEquals(first, Files.readAllBytes(file));
        assertEquals(0, first.length % 2048);
        assertEquals(
                first.length,
                IsoImage.labelled("x").file("a", "1").file("b/c", "2").size());
    }

    @Test
    void aTimeIsKept() {
        IsoImage image = sample().modified(Instant.parse("2024-02-29T12:34:56.789Z"));
        String descriptor = new String(image.toBytes(), 16 * 2048, 2048, StandardCharsets.ISO_8859_1);
        assertTrue(descriptor.contains("2024022912345600\0" + "2024022912345600\0" + "0000000000000000\0"));
        assertFalse(Arrays.equals(sample().toBytes(), image.toBytes()));
        assertThrows(IllegalArgumentException.class, () -> sample().modified(Instant.parse("1899-12-31T23:59:59Z")));
        assertThrows(IllegalArgumentException.class, () -> sample().modified(Instant.parse("2156-01-01T00:00:00Z")));
        assertEquals(
                sample().size(),
                sample().modified(Instant.parse("2155-12-31T23:59:59Z")).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "a.",
                "a/b.",
                "a:b",
                "a*",
                "a?",
                "a;1",
                "a\\b",
                "a\nb",
                "a\0",
                "\ud83d\ude00",
                "\ud800",
                "\uffff",
                "1/2/3/4/5/6/7/8/9"
            })
    void pathsThatCannotBe(String path) {
        IsoImage image = IsoImage.labelled("x");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> image.file(path, "a"));
        assertTrue(String.valueOf(e.getMessage()).contains("'" + path + "'"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> image.folder(path));
    }

    @Test
    void lengthsThatCannotBe() {
        IsoImage image = IsoImage.labelled("x");
        assertThrows(IllegalArgumentException.class, () -> image.file("a".repeat(65), ""));
        assertThrows(IllegalArgumentException.class, () -> image.file("a".repeat(58) + "/" + "b".repeat(58), ""));
        assertThrows(IllegalArgumentException.class, () -> image.folder("1/2/3/4/5/6/7/8"));
        IsoImage largest = image.file("a".repeat(64), "")
                .file("a".repeat(57) + "/" + "b".repeat(58), "")
                .folder("1/2/3/4/5/6/7")
                .file("1/2/3/4/5/6/7/8", "8");
        assertEquals(largest.size(), largest.toBytes().length);
    }

    @Test
    void aPathIsOneThing() {
        IsoImage image = IsoImage.labelled("x").file("a", "1").folder("b");
        assertThrows(IllegalArgumentException.class, () -> image.file("a", "2"));
        assertThrows(IllegalArgumentException.class, () -> image.file("a/c", "2"));
        assertThrows(IllegalArgumentException.class, () -> image.folder("a"));
        assertThrows(IllegalArgumentException.class, () -> image.file("b", "2"));
        assertArrayEquals(image.toBytes(), image.folder("b").toBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a/b", "\u00e4", "123456789012345678901234567890123"})
    void labelsThatCannotBe(String label) {
        assertThrows(IllegalArgumentException.class, () -> IsoImage.labelled(label));
    }

    /** Of 4 GiB less a byte it is only asked how large it would be. */
    @Test
    void aFileHasLessThanFourGigabytes() throws IOException {
        Path large = sparse((1L << 32) - 1);
        IsoImage image = IsoImage.labelled("x").file("large", large);
        assertEquals(IsoImage.labelled("x").file("large", "").size() + (1L << 32), image.size());
        assertThrows(IllegalStateException.class, image::toBytes);
        Path larger = sparse(1L << 32);
        ImageException e =
                assertThrows(ImageException.class, () -> IsoImage.labelled("x").file("large", larger));
        assertEquals(larger, e.file());
        assertTrue(String.valueOf(e.getMessage()).contains("less than 4 GiB"), e.getMessage());
    }

    private Path sparse(long size) throws IOException {
        Path file = folder.resolve("sparse-" + size);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            int unused = channel.position(size - 1).write(ByteBuffer.allocate(1));
        }
        return file;
    }

    @Test
    void filesAreReadWhenTheImageIsWritten() throws IOException {
        Path source = folder.resolve("source");
        assertThrows(ImageException.class, () -> IsoImage.labelled("x").file("a", source));
        assertThrows(ImageException.class, () -> IsoImage.labelled("x").file("a", folder));
        Files.writeString(source, "one");
        IsoImage image = IsoImage.labelled("x").file("a", source);
        assertArrayEquals(IsoImage.labelled("x").file("a", "one").toBytes(), image.toBytes());
        Files.writeString(source, "more");
        assertArrayEquals(IsoImage.labelled("x").file("a", "more").toBytes(), image.toBytes());
    }

    /** Nothing is left of an image that was not finished, and what was there before stays. */
    @Test
    void aFileThatChangesMeanwhileIsTold() throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "one");
        Path target = Files.writeString(folder.resolve("target.iso"), "before");
        IsoImage image = IsoImage.labelled("x").file("a", source);
        for (String other : List.of("longer", "1")) {
            Files.writeString(source, "one");
            OutputStream changing = new OutputStream() {
                @Override
                public void write(int b) {
                    throw new AssertionError("bytes come in arrays");
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    Path unused = Files.writeString(source, other);
                }
            };
            ImageException e = assertThrows(ImageException.class, () -> image.writeTo(changing));
            assertEquals(source, e.file());
        }
        Files.delete(source);
        assertThrows(ImageException.class, () -> image.write(target));
        assertEquals("before", Files.readString(target));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(target), left.toList());
        }
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        Path target = folder.resolve("none/target.iso");
        ImageException e = assertThrows(ImageException.class, () -> sample().write(target));
        assertEquals(target, e.file());
    }

    @ParameterizedTest
    @EnumSource(IsoReader.class)
    void othersReadIt(IsoReader reader) throws IOException {
        reader.assumeInstalled();
        Map<String, String> found = reader.read(folder, sample().toBytes());
        assertEquals(IsoTree.sha256("long".getBytes(StandardCharsets.UTF_8)), found.get(LONG));
        assertEquals(IsoTree.sha256(new byte[0]), found.get("empty"));
        assertEquals("folder", found.get("a/nothing"));
        assertEquals(12, found.size(), found::toString);
    }

    /** Many folders and files: tables and folders of several sectors, and many names that continue. */
    @ParameterizedTest
    @EnumSource(IsoReader.class)
    void othersReadManyFiles(IsoReader reader) throws IOException {
        reader.assumeInstalled();
        Map<String, Integer> entries = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            String name = "folder with a long name " + i;
            entries.put(name, -1);
            entries.put(name + "/" + "\u6f22".repeat(60) + i, i);
            entries.put("\u00e4".repeat(60) + i, 3 * i);
        }
        IsoTree tree = new IsoTree(entries);
        assertEquals(tree.expected(), reader.read(folder, tree.image().toBytes()));
    }

    @Test
    void blkidKnowsTheLabel() throws IOException {
        IsoReader.Tool.assume("blkid", "util-linux");
        sample().write(folder.resolve("image.iso"));
        String told = IsoReader.Tool.run(folder, List.of("blkid", "-p", "-o", "export", "image.iso"));
        assertTrue(told.lines().toList().containsAll(List.of("LABEL=cidata", "TYPE=iso9660")), told);
    }

    @Test
    void isoinfoFindsTheDescriptorsAsTheyAre() throws IOException {
        IsoReader.Tool.assume("isoinfo", "genisoimage");
        sample().write(folder.resolve("image.iso"));
        String told = IsoReader.Tool.run(folder, List.of("isoinfo", "-d", "-i", "image.iso"));
        assertTrue(told.contains("Volume id: cidata"), told);
        assertTrue(told.contains("Volume size is: " + sample().size() / 2048), told);
        assertTrue(told.contains("Joliet with UCS level 3 found"), told);
        assertTrue(told.contains("Rock Ridge signatures version 1 found"), told);
    }

    @Test
    void modesAreThoseOfFilesThatNobodyWrites() throws IOException {
        IsoReader.Tool.assume("isoinfo", "genisoimage");
        sample().write(folder.resolve("image.iso"));
        String told = IsoReader.Tool.run(folder, List.of("isoinfo", "-l", "-R", "-i", "image.iso"));
        assertTrue(told.contains("dr-xr-xr-x   4    0    0"), told);
        assertTrue(told.contains("-r--r--r--   1    0    0              14 Jan  1 1970"), told);
    }
}
