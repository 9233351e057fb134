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
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VHD images of other programs than QEMU, and parents. */
class VpcTest {

    private static final OpenOptions VPC = OpenOptions.format(ImageFormat.VPC);
    private static final int ENTRIES = 5;
    private static final int CAPACITY = 4 * VhdBytes.BLOCK + 1024;

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, OpenFiles.count());
    }

    private Path write(String name, ByteBuffer bytes) throws IOException {
        return Files.write(folder.resolve(name), VhdBytes.all(bytes));
    }

    private static ByteBuffer dynamic() {
        return VhdBytes.image(VhdBytes.footer(VhdBytes.DYNAMIC, CAPACITY, "win "), VhdBytes.header(ENTRIES), 0x61);
    }

    private static byte[] bytes(Path file) {
        try (Image image = Image.open(file, VPC)) {
            return MatrixTest.bytes(image, 0, Math.toIntExact(image.capacity()));
        }
    }

    /** The size by the geometry, or the current size, as QEMU's tools see it. */
    @ParameterizedTest
    @CsvSource({
        "'vpc ',true",
        "'qemu',true",
        "'vbox',true",
        "'vs  ',true",
        "'win ',false",
        "'qem2',false",
        "'d2v ',false",
        "'CTXS',false",
        "'tap\0',false"
    })
    void theSizeIsByTheCreator(String creator, boolean byGeometry) throws IOException {
        Qemu.assumeInstalled();
        long size = 1L << 20;
        long geometry = 2L * 16 * 63 * 512;
        for (int type : new int[] {VhdBytes.FIXED, VhdBytes.DYNAMIC}) {
            ByteBuffer footer = VhdBytes.footer(type, size, creator);
            ByteBuffer image = VhdBytes.image(footer, VhdBytes.header(16), 1);
            if (type == VhdBytes.FIXED) {
                image = ByteBuffer.allocate((int) size + 512).put((int) size, footer, 0, 512);
            }
            Path file = write("disk" + type, image);
            try (Image disk = Image.open(file, VPC)) {
                assertEquals(byGeometry ? geometry : size, disk.capacity(), creator);
            }
            String told = Qemu.img(folder, "info", "--output=json", "-f", "vpc", file.toString());
            assertTrue(told.contains("\"virtual-size\": " + (byGeometry ? geometry : size) + ","), creator + told);
        }
    }

    /** Of Azure's exports, which QEMU's older tools do not know. */
    @Test
    void theSizeIsTheCurrentOne() throws IOException {
        ByteBuffer footer = VhdBytes.footer(VhdBytes.FIXED, 1 << 20, "wa\0\0");
        Path file = write("disk", ByteBuffer.allocate((1 << 20) + 512).put(1 << 20, footer, 0, 512));
        try (Image image = Image.open(file, VPC)) {
            assertEquals(1 << 20, image.capacity());
        }
    }

    /** A guest may write what looks like a footer, and its block be the last of a file that has none behind it. */
    @Test
    void aFootersLikeOfAGuestStays() throws IOException {
        ByteBuffer like = VhdBytes.footer(VhdBytes.DYNAMIC, 1 << 20, "win ");
        Path file = folder.resolve("disk");
        try (Image image = Image.create(file, CreateOptions.of(ImageFormat.VPC, 6 << 20))) {
            image.write((2 << 20) - 512, like.slice(0, 512));
        }
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(Files.size(file)) - 512));
        try (Image image = Image.open(file, VPC.writable())) {
            image.write(4 << 20, ByteBuffer.wrap(new byte[] {1}));
        }
        try (Image image = Image.open(file, VPC)) {
            assertEquals(like.slice(0, 512), ByteBuffer.wrap(MatrixTest.bytes(image, (2 << 20) - 512, 512)));
            assertEquals(1, MatrixTest.bytes(image, 4 << 20, 1)[0]);
        }
    }

    /** A geometry that cannot say more says nothing. */
    @Test
    void aFullGeometryIsNoSize() throws IOException {
        ByteBuffer footer = VhdBytes.geometry(VhdBytes.footer(VhdBytes.FIXED, 1024, "vpc "), 65_535, 16, 255);
        Path file = write("disk", ByteBuffer.allocate(1536).put(1024, footer, 0, 512));
        try (Image image = Image.open(file, VPC)) {
            assertEquals(1024, image.capacity());
        }
    }

    @Test
    void whatIsMadeHasTheSizeAskedFor() {
        Qemu.assumeInstalled();
        for (String subformat : List.of("dynamic", "fixed")) {
            for (long size : new long[] {0, 512, 1 << 20, 2 << 20, (3 << 20) + 512, 70_000_128L * 512}) {
                if ((size > 1L << 30 || size == 0) && subformat.equals("fixed")) {
                    continue;
                }
                Path file = folder.resolve(subformat + size);
                Image.create(file, CreateOptions.of(ImageFormat.VPC, size).subformat(subformat))
                        .close();
                String told = Qemu.img(folder, "info", "--output=json", "-f", "vpc", file.toString());
                assertTrue(told.contains("\"virtual-size\": " + size + ","), subformat + size + told);
            }
        }
    }

    @Test
    void sizesThatCannotBe() {
        for (long size : new long[] {511, 1000, (2040L << 30) + 512, 1L << 60}) {
            CreateOptions options = CreateOptions.of(ImageFormat.VPC, size);
            ImageException e = assertThrows(ImageException.class, () -> Image.create(folder.resolve("disk"), options));
            assertEquals("capacity", e.field());
        }
        CreateOptions options = CreateOptions.of(ImageFormat.VPC, 512);
        assertEquals("capacity", refused(options.capacity(0).subformat("fixed")));
        assertEquals("subformat", refused(options.subformat("differencing")));
        assertEquals("options", refused(options.clusterSize(4096)));
        assertEquals("adapter_type", refused(options.adapterType("ide")));
    }

    private String refused(CreateOptions options) {
        return assertThrows(ImageException.class, () -> Image.create(folder.resolve("disk"), options))
                .field();
    }

    /** A sector that is not marked as there reads as zeros, whatever lies there; once it is written all are. */
    @Test
    void theBitmapCounts() throws IOException {
        Path file = write("disk", dynamic());
        byte[] model = VhdBytes.model(new byte[CAPACITY], 0x61);
        assertArrayEquals(model, bytes(file));
        byte[] more = new byte[70_000];
        new Random(1).nextBytes(more);
        try (Image image = Image.open(file, VPC.writable())) {
            image.write(100_100, ByteBuffer.wrap(more));
            image.zero(5000, 3000);
        }
        System.arraycopy(more, 0, model, 100_100, more.length);
        Arrays.fill(model, 5000, 8000, (byte) 0);
        assertArrayEquals(model, bytes(file));
        Qemu.assumeInstalled();
        // What was not written is still not marked, which QEMU does not look at.
        try (Image image = Image.open(file, VPC.writable())) {
            for (int at = 0; at < CAPACITY; at += VhdBytes.BLOCK) {
                image.write(at, ByteBuffer.wrap(model, at, 1));
            }
        }
        Files.write(folder.resolve("model.raw"), model);
        Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", "vpc", "model.raw", file.toString());
    }

    @Test
    void oldFootersAreAByteShorter() throws IOException {
        ByteBuffer footer = VhdBytes.footer(VhdBytes.FIXED, 4096, "win ");
        byte[] fixed = new byte[4096 + 511];
        Arrays.fill(fixed, 0, 4096, (byte) 9);
        footer.get(0, fixed, 4096, 511);
        Path file = Files.write(folder.resolve("fixed"), fixed);
        assertArrayEquals(Arrays.copyOf(fixed, 4096), bytes(file));

        byte[] whole = VhdBytes.all(dynamic());
        Path old = Files.write(folder.resolve("old"), Arrays.copyOf(whole, whole.length - 1));
        byte[] model = VhdBytes.model(new byte[CAPACITY], 0x61);
        assertArrayEquals(model, bytes(old));
        // Its first sector may be damaged, then the old one alone is there; and a new block goes where that was.
        byte[] damaged = Arrays.copyOf(whole, whole.length - 1);
        damaged[100] ^= 1;
        Files.write(old, damaged);
        try (Image image = Image.open(old, VPC.writable())) {
            image.write(VhdBytes.BLOCK, ByteBuffer.wrap(new byte[] {5}));
        }
        model[VhdBytes.BLOCK] = 5;
        assertArrayEquals(model, bytes(old));
        byte[] now = Files.readAllBytes(old);
        assertArrayEquals(Arrays.copyOf(whole, 512), Arrays.copyOf(now, 512), "the first sector is mended");
        assertArrayEquals(Arrays.copyOf(whole, 512), Arrays.copyOfRange(now, now.length - 512, now.length));
    }

    /** Either footer does, and a sound one of a fixed image is above what its guest wrote to the first sector. */
    @Test
    void whichFooterCounts() throws IOException {
        byte[] model = VhdBytes.model(new byte[CAPACITY], 0x61);
        ByteBuffer lost = dynamic();
        lost.put(lost.capacity() - 512, new byte[512]);
        assertArrayEquals(model, bytes(write("lost", lost)));
        ByteBuffer first = dynamic().put(3, (byte) 0);
        assertArrayEquals(model, bytes(write("first", first)));

        ByteBuffer guests = dynamic();
        int end = guests.capacity() - 512;
        guests.put(end, VhdBytes.footer(VhdBytes.FIXED, end, "win "), 0, 512);
        assertArrayEquals(Arrays.copyOf(VhdBytes.all(guests), end), bytes(write("fixed", guests)));
    }

    @Test
    void aFixedOneIsNotProbed() throws IOException {
        Path fixed = folder.resolve("fixed");
        Image.create(fixed, CreateOptions.of(ImageFormat.VPC, 1024).subformat("fixed"))
                .close();
        Path dynamic = write("dynamic", dynamic());
        try (Image one = Image.open(fixed);
                Image other = Image.open(dynamic)) {
            assertEquals(ImageFormat.RAW, one.format());
            assertEquals(ImageFormat.VPC, other.format());
        }
    }

    private static final byte[] BELOW = new byte[CAPACITY];

    /** A parent, and a child that names it by a locator. */
    private Path child(String platform, byte[] name) throws IOException {
        new Random(7).nextBytes(BELOW);
        Path parent = folder.resolve("parent.vhd");
        if (!Files.exists(parent)) {
            try (Image image = Image.create(parent, CreateOptions.of(ImageFormat.VPC, CAPACITY))) {
                image.write(0, ByteBuffer.wrap(BELOW));
            }
        }
        ByteBuffer footer = VhdBytes.footer(VhdBytes.DIFFERENCING, CAPACITY, "win ");
        footer.putLong(68, 1);
        ByteBuffer header = VhdBytes.header(ENTRIES);
        ByteBuffer above = ByteBuffer.wrap(Files.readAllBytes(parent));
        header.putLong(40, above.getLong(68)).putLong(48, above.getLong(76)).putInt(56, above.getInt(24));
        ByteBuffer image = VhdBytes.image(VhdBytes.sealFooter(footer), VhdBytes.sealHeader(header), 0x62);
        if (platform.isEmpty()) {
            image.put(VhdBytes.HEADER + 64, name);
            VhdBytes.resealHeader(image);
        } else {
            VhdBytes.locator(image, 0, platform, name);
        }
        return write("child.vhd", image);
    }

    private static byte[] utf16(String name) {
        return name.getBytes(StandardCharsets.UTF_16LE);
    }

    @Test
    void aParentIsReadThrough() throws IOException {
        Path file = child("W2ru", utf16(".\\parent.vhd"));
        byte[] model = VhdBytes.model(BELOW, 0x62);
        assertArrayEquals(model, bytes(file));
        try (Image image = Image.open(file, VPC)) {
            assertEquals("./parent.vhd", image.info().backingFile().orElseThrow());
            List<Extent> extents = image.map(0, 2048).toList();
            assertEquals(
                    List.of(1, 0, 1, 0), extents.stream().map(Extent::depth).toList());
        }
        try (Image alone = Image.open(file, VPC.withoutBacking())) {
            alone.read(512, ByteBuffer.allocate(512));
            assertThrows(ImageException.class, () -> alone.read(0, ByteBuffer.allocate(512)));
        }
        ImageException e = assertThrows(ImageException.class, () -> Image.open(file, VPC.writable()));
        assertEquals("Disk Type", e.field());
        assertEquals(
                "Parent Locator",
                assertThrows(ImageException.class, () -> Image.open(file)).field());
        try (Image image = Image.open(file, VPC)) {
            image.convert(folder.resolve("flat.raw"), ConvertOptions.to(ImageFormat.RAW));
        }
        assertArrayEquals(model, Files.readAllBytes(folder.resolve("flat.raw")));
    }

    @Test
    void aParentHasManyNames() throws IOException {
        Path file = child("MacX", VhdBytes.ascii("file://localhost" + folder + "/parent.vhd"));
        byte[] model = VhdBytes.model(BELOW, 0x62);
        assertArrayEquals(model, bytes(file));
        assertArrayEquals(model, bytes(child("W2ku", utf16(folder + "/parent.vhd\0"))));
        assertArrayEquals(model, bytes(child("Wi2r", VhdBytes.ascii("parent.vhd"))));
        assertArrayEquals(model, bytes(child("", "parent.vhd".getBytes(StandardCharsets.UTF_16BE))));
        // A relative name counts before an absolute one, wherever it stands.
        ByteBuffer both = ByteBuffer.wrap(Files.readAllBytes(child("W2ku", utf16("C:\\nowhere\\parent.vhd"))));
        VhdBytes.locator(both, 3, "W2ru", utf16("parent.vhd"));
        assertArrayEquals(model, bytes(write("child.vhd", both)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.vhd", "..\\..\\etc\\hostname", "/etc/hostname", "nbd://x/y", "child.vhd", ""})
    void aParentThatIsRefused(String name) throws IOException {
        Path file = child("W2ru", utf16(name + "\0"));
        ImageException e = assertThrows(ImageException.class, () -> Image.open(file, VPC));
        assertEquals("Parent Locator", e.field(), e.toString());
    }

    @Test
    void theParentMustBeTheSame() throws IOException {
        Path file = child("W2ru", utf16("parent.vhd"));
        ByteBuffer other = ByteBuffer.wrap(Files.readAllBytes(file));
        UUID id = UUID.randomUUID();
        other.putLong(VhdBytes.HEADER + 40, id.getMostSignificantBits());
        VhdBytes.resealHeader(other);
        assertEquals("Parent Unique ID", refused(other));

        ByteBuffer later = ByteBuffer.wrap(Files.readAllBytes(file));
        later.putInt(VhdBytes.HEADER + 56, 12_345);
        VhdBytes.resealHeader(later);
        assertEquals("Parent Time Stamp", refused(later));
        // It is when the parent was modified last.
        Instant then = Instant.ofEpochSecond(946_684_800L + 12_345);
        Files.setLastModifiedTime(folder.resolve("parent.vhd"), FileTime.from(then));
        assertArrayEquals(VhdBytes.model(BELOW, 0x62), bytes(write("later.vhd", later)));
    }

    private String refused(ByteBuffer image) throws IOException {
        Path file = write("other.vhd", image);
        return assertThrows(ImageException.class, () -> Image.open(file, VPC)).field();
    }

    /** The child is its parent's child still, also where it knows it by the time of its file. */
    @Test
    void aChildIsCommittedAndStaysAsItIs() throws IOException {
        Path file = child("W2ru", utf16("parent.vhd"));
        byte[] model = VhdBytes.model(BELOW, 0x62);
        ByteBuffer byTime = ByteBuffer.wrap(Files.readAllBytes(file));
        byTime.putInt(VhdBytes.HEADER + 56, 12_345);
        VhdBytes.resealHeader(byTime);
        Path parent = folder.resolve("parent.vhd");
        Files.setLastModifiedTime(parent, FileTime.from(Instant.ofEpochSecond(946_684_800L + 12_345)));
        Path timed = write("timed.vhd", byTime);
        byte[] before = Files.readAllBytes(timed);
        try (Image image = Image.open(timed, VPC)) {
            assertThrows(ImageException.class, () -> image.rebase("", ImageFormat.RAW));
            image.commit();
            assertArrayEquals(model, MatrixTest.bytes(image, 0, model.length));
        }
        assertArrayEquals(before, Files.readAllBytes(timed));
        assertArrayEquals(model, bytes(timed));
        assertArrayEquals(model, bytes(file));
        assertArrayEquals(model, bytes(parent));
    }
}
