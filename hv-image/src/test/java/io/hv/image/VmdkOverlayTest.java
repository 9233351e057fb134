package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A VMDK over a parent: committed, put over another one, and what is left when that ends half-way. */
class VmdkOverlayTest {

    private static final OpenOptions VMDK = OpenOptions.format(ImageFormat.VMDK);
    private static final int GRAIN = 1 << 16;
    private static final int CAPACITY = 40 * GRAIN + 512;
    private static final int DESCRIPTOR = 512;
    private static final int DESCRIPTOR_SIZE = 20 * 512;

    @TempDir
    private Path folder;

    private final byte[] below = new byte[CAPACITY];
    private byte[] expected = new byte[0];
    private Path base = Path.of("");
    private Path child = Path.of("");

    @BeforeEach
    void make() throws IOException {
        new Random(6).nextBytes(below);
        Arrays.fill(below, 30 * GRAIN, 35 * GRAIN, (byte) 0);
        base = image("base.vmdk", below);
        child = folder.resolve("child.vmdk");
        Image.create(child, CreateOptions.of(ImageFormat.VMDK, CAPACITY)).close();
        describe(child, "parentCID=ffffffff\n", "parentCID=" + cid(base) + "\nparentFileNameHint=\"base.vmdk\"\n");
        expected = below.clone();
        try (Image image = Image.open(child, VMDK.writable())) {
            put(image, 5 * GRAIN + 100, 7, 2 * GRAIN);
            put(image, 31 * GRAIN, 8, 512);
            put(image, CAPACITY - 700, 9, 700);
            image.zero(10 * GRAIN + 512, 3 * GRAIN);
            Arrays.fill(expected, 10 * GRAIN + 512, 13 * GRAIN + 512, (byte) 0);
        }
    }

    @AfterEach
    void nothingIsOpen() {
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    private Path image(String name, byte[] bytes) {
        Path file = folder.resolve(name);
        try (Image image = Image.create(file, CreateOptions.of(ImageFormat.VMDK, CAPACITY))) {
            image.write(0, ByteBuffer.wrap(bytes));
        }
        return file;
    }

    private void put(Image image, int at, int value, int length) {
        Arrays.fill(expected, at, at + length, (byte) value);
        image.write(at, ByteBuffer.wrap(expected, at, length));
    }

    private static String cid(Path file) {
        try (Image image = Image.open(file, VMDK.withoutBacking())) {
            return image.info().details().getOrDefault("cid", "");
        }
    }

    /** As another program would write it. */
    private static void describe(Path file, String from, String to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, DESCRIPTOR, DESCRIPTOR_SIZE, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(from), text);
        byte[] changed = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(changed, 0, bytes, DESCRIPTOR, DESCRIPTOR_SIZE);
        Path unused = Files.write(file, bytes);
    }

    private static void has(byte[] bytes, Path file) {
        try (Image image = Image.open(file, VMDK)) {
            assertArrayEquals(bytes, MatrixTest.bytes(image, 0, CAPACITY));
            assertEquals(List.of(), image.check().findings());
        }
    }

    private void sameForQemu(Path file) throws IOException {
        if (Qemu.isInstalled()) {
            Path raw = Files.write(folder.resolve("expected.raw"), expected);
            Qemu.img(folder, "check", "-f", "vmdk", file.toString());
            Qemu.img(folder, "compare", "-f", "vmdk", "-F", "raw", file.toString(), raw.toString());
        }
    }

    @Test
    void commit() throws IOException {
        String before = cid(base);
        long length = Files.size(child);
        try (Image image = Image.open(child, VMDK.writable())) {
            image.commit();
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
            assertTrue(image.map().noneMatch(each -> each.depth() == 0 && each.kind() != Extent.Kind.ABSENT));
            put(image, 3 * GRAIN + 9, 11, 5000);
        }
        assertEquals(before, cid(base), "its child would not know it");
        has(expected, child);
        sameForQemu(child);
        assertTrue(Files.size(child) < length - 3 * GRAIN, Files.size(child) + ", before " + length);
        System.arraycopy(below, 3 * GRAIN, expected, 3 * GRAIN, GRAIN);
        has(expected, base);
        sameForQemu(base);
    }

    @Test
    void anImageWithoutAParentIsNotCommittedNorRebased() {
        try (Image image = Image.open(base, VMDK.writable())) {
            assertEquals(
                    "backing_file",
                    assertThrows(ImageException.class, image::commit).field());
            assertEquals(
                    ImageException.Reason.UNSUPPORTED,
                    assertThrows(ImageException.class, () -> image.rebase("child.vmdk", ImageFormat.VMDK))
                            .reason());
        }
    }

    /** Whatever fails, the child is its parent's child, and reads as before; the next commit does it all. */
    @Test
    void aCommitThatFailsAtAnyOperation() {
        boolean failed = true;
        for (long n = 0; failed; n++) {
            FaultyImage faults = new FaultyImage();
            Image image = faults.open(child, VMDK.writable());
            faults.failAfter(n);
            try {
                image.commit();
                failed = false;
            } catch (ImageException e) {
                assertTrue(e.toString().contains("injected"), e.toString());
            }
            faults.heal();
            image.close();
            try (Image again = Image.open(child, VMDK)) {
                assertArrayEquals(expected, MatrixTest.bytes(again, 0, CAPACITY), "operation " + n);
            }
        }
        has(expected, base);
    }

    @Test
    void aCommitThatLosesItsPower() throws IOException {
        FaultyImage faults = new FaultyImage();
        try (Image image = faults.open(child, VMDK.writable())) {
            image.commit();
        }
        Random random = new Random(12);
        for (int moment = 0; moment <= faults.moments(); moment++) {
            Path after = Files.createDirectory(folder.resolve("cut" + moment));
            List<Path> files = faults.cutPower(moment, random.nextLong(), after);
            assertEquals(2, files.size());
            try (Image image = Image.open(after.resolve("child.vmdk"), VMDK.writable())) {
                assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY), "moment " + moment);
                // Of the two copies of a table one may be older.
                CheckReport unused = image.repair();
                assertEquals(List.of(), image.check().findings());
                image.commit();
            }
            try (Image image = Image.open(after.resolve("base.vmdk"), VMDK.writable())) {
                CheckReport unused = image.repair();
                assertEquals(List.of(), image.check().findings());
                assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
            }
        }
    }

    @Test
    void rebase() throws IOException {
        byte[] others = below.clone();
        new Random(8).nextBytes(others);
        System.arraycopy(below, 20 * GRAIN, others, 20 * GRAIN, 5 * GRAIN);
        Path other = image("an other.vmdk", others);
        try (Image image = Image.open(child, VMDK.writable())) {
            image.rebase("an other.vmdk", ImageFormat.VMDK);
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
            assertEquals(1, image.map(20 * GRAIN, 1).findFirst().orElseThrow().depth());
        }
        try (Image image = Image.open(child, VMDK)) {
            assertEquals(Optional.of("an other.vmdk"), image.info().backingFile());
            assertEquals(cid(other), image.info().details().get("parent-cid"));
        }
        has(expected, child);
        sameForQemu(child);
        try (Image image = Image.open(child, VMDK.writable())) {
            image.rebase("", ImageFormat.RAW);
        }
        Files.delete(other);
        has(expected, child);
        sameForQemu(child);
        try (Image image = Image.open(child, VMDK)) {
            assertEquals(Optional.empty(), image.info().backingFile());
        }
    }

    /** One that was moved has the CID that it had. */
    @Test
    void rebaseWithoutACopy() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path unused = Files.move(base, elsewhere.resolve("b.vmdk"));
        long length = Files.size(child);
        try (Image image = Image.open(child, VMDK.writable().withoutBacking())) {
            image.rebase("elsewhere/b.vmdk", ImageFormat.VMDK);
        }
        assertEquals(length, Files.size(child));
        has(expected, child);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.vmdk", "a\"b.vmdk", "child.vmdk", "raw"})
    void aRebaseThatIsRefusedChangesNothing(String name) throws IOException {
        Path unused = Files.write(folder.resolve("raw"), below);
        unused = Files.copy(base, folder.resolve("a\"b.vmdk"));
        byte[] before = Files.readAllBytes(child);
        ImageFormat format = name.equals("raw") ? ImageFormat.RAW : ImageFormat.VMDK;
        try (Image image = Image.open(child, VMDK.writable())) {
            assertThrows(ImageException.class, () -> image.rebase(name, format));
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, CAPACITY));
        }
        if (name.endsWith("e.vmdk") || name.equals("child.vmdk")) {
            assertArrayEquals(before, Files.readAllBytes(child));
        }
        has(expected, child);
    }

    /** A description with other line ends, other letters, and little room. */
    @Test
    void descriptionsOfOthers() throws IOException {
        describe(child, "parentFileNameHint=\"base.vmdk\"\n", "PARENTFILENAMEHINT = \"base.vmdk\"\r\n");
        describe(child, "#DDB\n", "#DDB\n" + "# ".repeat(4800) + "\n");
        try (Image image = Image.open(child, VMDK.writable())) {
            String longName = "n".repeat(200) + "/" + "m".repeat(200);
            Path far = Files.createDirectories(folder.resolve(longName));
            Path unused = Files.copy(base, far.resolve("base.vmdk"));
            ImageException e =
                    assertThrows(ImageException.class, () -> image.rebase(longName + "/base.vmdk", ImageFormat.VMDK));
            assertTrue(e.toString().contains("room"), e.toString());
            image.rebase("base.vmdk", ImageFormat.VMDK);
        }
        has(expected, child);
    }
}
