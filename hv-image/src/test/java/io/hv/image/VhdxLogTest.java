package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs that are in use, made by hand: the disk has three blocks, of which the BAT has the first; the log knows of more. A
 * reader sees what the log says and leaves the file alone; a writer plays it; QEMU sees the same.
 */
class VhdxLogTest {

    private static final int MIB = 1 << 20;
    private static final byte[] GUID = guid(7);
    private static final int BLOCKS = 3;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private VhdxBytes vhdx = new VhdxBytes(new byte[0]);
    private final byte[] pageOne = new byte[4096];
    private final byte[] pageTwo = new byte[4096];
    private final byte[] before = new byte[BLOCKS * MIB];
    private final byte[] afterOne = new byte[BLOCKS * MIB];
    private final byte[] afterTwo = new byte[BLOCKS * MIB];

    private static byte[] guid(int seed) {
        byte[] guid = new byte[16];
        Arrays.fill(guid, (byte) seed);
        return guid;
    }

    /** Blocks 1 and 2 are written behind the file's end as it was, and nothing but the log points to them. */
    @BeforeEach
    void make() {
        file = folder.resolve("disk.vhdx");
        Random random = new Random(3);
        random.nextBytes(before);
        try (Image image = Image.create(
                file, CreateOptions.of(ImageFormat.VHDX, BLOCKS * MIB).blockSize(MIB))) {
            image.write(0, ByteBuffer.wrap(before, 0, MIB));
        }
        vhdx = VhdxBytes.read(file);
        int end = vhdx.bytes().capacity();
        vhdx.resize(end + 2 * MIB);
        vhdx.bytes().put(end, before, MIB, 2 * MIB);
        vhdx.bytes().get(VhdxBytes.BAT, pageOne);
        vhdx.bytes().get(VhdxBytes.BAT, pageTwo);
        set(pageOne, 1, end);
        set(pageTwo, 1, end);
        set(pageTwo, 2, end + MIB);
        System.arraycopy(before, 0, afterTwo, 0, 3 * MIB);
        System.arraycopy(before, 0, afterOne, 0, 2 * MIB);
        Arrays.fill(before, MIB, 3 * MIB, (byte) 0);
    }

    private static void set(byte[] page, int block, long offset) {
        Object unused =
                ByteBuffer.wrap(page).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(8 * block, offset | 6);
    }

    private VhdxBytes.Entry one(int sector, int tail, long sequence, byte[] guid) {
        return vhdx.new Entry(sector, tail, sequence, guid, 1, 1).page(VhdxBytes.BAT, pageOne);
    }

    private VhdxBytes.Entry two(int sector, int tail, long sequence, byte[] guid) {
        return vhdx.new Entry(sector, tail, sequence, guid, 1, 1).page(VhdxBytes.BAT, pageTwo);
    }

    private void isPlayed(byte[] expected) throws IOException {
        isPlayed(expected, Qemu.isInstalled());
    }

    private void isPlayed(byte[] expected, boolean asQemuDoes) throws IOException {
        vhdx.logGuid(GUID).write(file);
        byte[] asItWas = Files.readAllBytes(file);
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.VHDX))) {
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, expected.length));
            assertEquals("true", image.info().details().get("dirty-log"));
            assertTrue(image.check().isClean());
        }
        assertArrayEquals(asItWas, Files.readAllBytes(file), "a reader has written");
        if (asQemuDoes) {
            Path other = folder.resolve("qemu.vhdx");
            Files.write(other, asItWas);
            String unused = Qemu.img(folder, "check", "-q", "-f", "vhdx", "-r", "all", "qemu.vhdx");
            try (Image image = Image.open(other, OpenOptions.format(ImageFormat.VHDX))) {
                assertArrayEquals(expected, MatrixTest.bytes(image, 0, expected.length), "QEMU plays it otherwise");
            }
        }
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.VHDX).writable())) {
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, expected.length));
        }
        assertFalse(Arrays.equals(asItWas, Files.readAllBytes(file)), "a writer has not played it");
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.VHDX))) {
            assertArrayEquals(expected, MatrixTest.bytes(image, 0, expected.length));
            assertEquals("false", image.info().details().get("dirty-log"));
        }
    }

    @Test
    void anEntry() throws IOException {
        one(0, 0, 1, GUID).done();
        isPlayed(afterOne);
    }

    @Test
    void anEntryThatGoesOnAtTheLogsStart() throws IOException {
        one(255, 255, 9, GUID).done();
        isPlayed(afterOne);
    }

    @Test
    void aSequence() throws IOException {
        one(4, 4, 5, GUID).done();
        two(6, 4, 6, GUID).done();
        isPlayed(afterTwo);
    }

    /** The tail lies behind the head, since the sequence goes over the log's end. */
    @Test
    void aLoopedTail() throws IOException {
        one(254, 254, 5, GUID).done();
        two(0, 254, 6, GUID).done();
        isPlayed(afterTwo);
    }

    /** What comes before the tail is not needed: it is where it belongs already, or is not wanted any more. */
    @Test
    void beforeTheTail() throws IOException {
        two(4, 4, 5, GUID).done();
        one(6, 6, 6, GUID).done();
        isPlayed(afterOne);
    }

    @Test
    void zeros() throws IOException {
        vhdx.new Entry(0, 0, 1, GUID, 2, 1)
                .page(VhdxBytes.BAT, pageTwo)
                .zero(VhdxBytes.BAT, 4096)
                .done();
        isPlayed(new byte[BLOCKS * MIB]);
    }

    @Test
    void bytesAfterZeros() throws IOException {
        vhdx.new Entry(0, 0, 1, GUID, 2, 1)
                .zero(VhdxBytes.BAT, 1 << 16)
                .page(VhdxBytes.BAT, pageOne)
                .done();
        isPlayed(afterOne);
    }

    /** Of two sequences the one with the higher numbers counts; the other is left from before. */
    @Test
    void theNewestSequence() throws IOException {
        one(0, 0, 20, GUID).done();
        two(10, 10, 12, GUID).done();
        isPlayed(afterOne);
    }

    /** A newest entry that is not whole does not count, and the one before it does. */
    static Stream<Arguments> ofNoUse() {
        return Stream.of(
                spoilt("torn", (bytes, at) -> bytes.put(at + 4096, new byte[4096])),
                spoilt("torn at its end", (bytes, at) -> bytes.put(at + 8191, (byte) 0x55)),
                spoilt("wrong CRC", (bytes, at) -> bytes.putInt(at + 4, 17)),
                spoilt("a bit of its data", (bytes, at) -> bytes.put(at + 5000, (byte) (bytes.get(at + 5000) ^ 1))),
                spoilt("a sector of another sequence", (bytes, at) -> bytes.putInt(at + 8188, 4)),
                spoilt("no signature", (bytes, at) -> bytes.putInt(at, 0)));
    }

    private interface Damage {
        void to(ByteBuffer bytes, int at);
    }

    private static Arguments spoilt(String name, Damage damage) {
        return Arguments.of(name, damage);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofNoUse")
    void anEntryOfNoUse(String name, Damage damage) throws IOException {
        one(0, 0, 5, GUID).done();
        VhdxBytes.Entry newest = two(2, 0, 6, GUID);
        newest.done();
        damage.to(vhdx.bytes(), newest.at(0));
        isPlayed(afterOne);
    }

    /** QEMU refuses the image for that, which the specification does not ask for. */
    @Test
    void anEntryWhoseDescriptorIsNone() throws IOException {
        one(0, 0, 5, GUID).done();
        VhdxBytes.Entry newest = two(2, 0, 6, GUID);
        newest.done();
        Object unused = vhdx.bytes().putInt(newest.at(0) + 64, 0);
        isPlayed(afterOne, false);
    }

    @Test
    void anEntryOfAnotherLog() throws IOException {
        one(0, 0, 5, GUID).done();
        two(2, 0, 6, guid(8)).done();
        isPlayed(afterOne);
    }

    /** Its tail is not in its own sequence, which makes that none. QEMU does not look at that. */
    @Test
    void anEntryThatDoesNotFollow() throws IOException {
        one(0, 0, 5, GUID).done();
        two(2, 0, 7, GUID).done();
        isPlayed(afterOne, false);
    }

    /** A log that no header speaks of is none. */
    @Test
    void aLogThatIsNotInUse() throws IOException {
        one(0, 0, 5, GUID).done();
        vhdx.logGuid(new byte[16]).write(file);
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.VHDX).writable())) {
            assertArrayEquals(before, MatrixTest.bytes(image, 0, before.length));
        }
    }

    /** A log that this library has written, and came to no more: QEMU plays it alike. */
    @Test
    void whatALossOfPowerLeaves() throws IOException {
        Qemu.assumeInstalled();
        FaultyImage faults = new FaultyImage();
        Path written = folder.resolve("written.vhdx");
        try (Image image = faults.create(
                written, CreateOptions.of(ImageFormat.VHDX, 40L * MIB).blockSize(MIB))) {
            for (int i = 0; i < 4; i++) {
                image.write(i * 10L * MIB + i, ByteBuffer.wrap(afterTwo, 0, 50_000));
                image.flush();
            }
        }
        int dirty = 0;
        for (int moment = 0; moment <= faults.moments(); moment++) {
            Path after = Files.createDirectory(folder.resolve("after" + moment));
            faults.cutPower(moment, moment, after).forEach(path -> assertTrue(Files.exists(path)));
            Path left = after.resolve("written.vhdx");
            OpenOptions options = OpenOptions.format(ImageFormat.VHDX);
            try (Image image = openOrNull(left, options)) {
                if (image == null || !"true".equals(image.info().details().get("dirty-log"))) {
                    continue;
                }
                dirty++;
                image.convert(after.resolve("expected.raw"), ConvertOptions.to(ImageFormat.RAW));
            }
            String unused = Qemu.img(after, "check", "-q", "-f", "vhdx", "-r", "all", "written.vhdx");
            Qemu.img(after, "compare", "-q", "-f", "raw", "-F", "vhdx", "expected.raw", "written.vhdx");
        }
        assertTrue(dirty >= 4, "with a log that is in use: " + dirty);
    }

    /** A saved machine is known by its files: whoever looks after a flush and after the end sees the same. */
    @Test
    void theEndAfterAFlushWritesNothing() throws IOException {
        FaultyImage faults = new FaultyImage();
        try (Image image =
                faults.open(file, OpenOptions.format(ImageFormat.VHDX).writable())) {
            for (int i = 1; i < BLOCKS; i++) {
                image.write((long) i * MIB, ByteBuffer.wrap(afterTwo, 0, 1000));
                image.flush();
            }
            faults.pace(access -> assertNotEquals(FaultyImage.Operation.WRITE, access.operation()));
        }
        try (Image image = Image.open(file, OpenOptions.format(ImageFormat.VHDX))) {
            assertEquals("false", image.info().details().get("dirty-log"));
            assertArrayEquals(Arrays.copyOf(afterTwo, 1000), MatrixTest.bytes(image, 2 * MIB, 1000));
        }
    }

    /** What cannot be given back is left alone, and nobody is told that the disk has changed. */
    @Test
    void aDiscardThatGivesNothingBackWritesNothing() throws IOException {
        Path fixed = folder.resolve("fixed.vhdx");
        Image.create(
                        fixed,
                        CreateOptions.of(ImageFormat.VHDX, MIB).blockSize(MIB).subformat("fixed"))
                .close();
        byte[] asItWas = Files.readAllBytes(fixed);
        try (Image image =
                Image.open(fixed, OpenOptions.format(ImageFormat.VHDX).writable())) {
            assertTrue(image.isRandomlyWritable());
            image.discard(0, MIB);
        }
        assertArrayEquals(asItWas, Files.readAllBytes(fixed));
    }

    /** Before the first flush of a new image it may not be there yet. */
    private static @Nullable Image openOrNull(Path file, OpenOptions options) {
        try {
            return Image.open(file, options);
        } catch (ImageException e) {
            assertFalse(e.field().startsWith("log"), e.toString());
            return null;
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                entry("log", "no entry", 0, test -> {}),
                entry(
                        "log",
                        "of another log",
                        0,
                        test -> test.one(0, 0, 1, guid(1)).done()),
                entry("log", "number 0", 0, test -> test.one(0, 0, 0, GUID).done()),
                entry(
                        "log",
                        "a tail that is nowhere",
                        0,
                        test -> test.one(0, 9, 1, GUID).done()),
                entry(
                        "log",
                        "a tail out of the log",
                        0,
                        test -> test.one(0, 256, 1, GUID).done()),
                entry("log", "longer than the log", 0, test -> {
                    VhdxBytes.Entry entry = test.one(0, 0, 1, GUID);
                    test.vhdx.bytes().putInt(entry.at(0) + 8, 2 * MIB);
                    entry.done();
                }),
                entry("log", "with more descriptors than it has room for", 0, test -> {
                    VhdxBytes.Entry entry = test.one(0, 0, 1, GUID);
                    test.vhdx.bytes().putInt(entry.at(0) + 24, -1);
                    entry.done();
                }),
                entry("log descriptor", "in a header", 0, test -> test.at(VhdxBytes.HEADER_1)),
                entry("log descriptor", "in the log", 0, test -> test.at(VhdxBytes.LOG + 4096 * 9)),
                entry("log descriptor", "not at a sector", 0, test -> test.at(VhdxBytes.BAT + 512)),
                entry("log descriptor", "behind the end", 0, test -> test.at(1L << 40)),
                entry("log descriptor", "at a negative offset", 0, test -> test.at(-4096)),
                entry(
                        "log descriptor",
                        "endless zeros",
                        0,
                        test -> test.vhdx.new Entry(0, 0, 1, GUID, 1, 0)
                                .zero(VhdxBytes.BAT, -4096)
                                .done()),
                entry("log FlushedFileOffset", "a file that was cut", 0, test -> test.sizes(100 * MIB, 100 * MIB)),
                entry("log LastFileOffset", "larger than any file", 0, test -> test.sizes(MIB, 1L << 60)),
                entry("BAT entry", "what it says is wrong", 1, test -> {
                    set(test.pageOne, 1, 1L << 40);
                    test.one(0, 0, 1, GUID).done();
                }));
    }

    private static Arguments entry(String field, String name, int stage, Consumer<VhdxLogTest> damage) {
        return Arguments.of(field, name, stage, damage);
    }

    private void at(long offset) {
        vhdx.new Entry(0, 0, 1, GUID, 1, 1).page(offset, pageOne).done();
    }

    private void sizes(long flushed, long last) {
        VhdxBytes.Entry entry = one(0, 0, 1, GUID);
        vhdx.bytes().putLong(entry.at(0) + 48, flushed).putLong(entry.at(0) + 56, last);
        entry.done();
    }

    /** Nothing is played where anything is wrong. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void isRefused(String field, String name, int stage, Consumer<VhdxLogTest> damage) throws IOException {
        damage.accept(this);
        vhdx.logGuid(GUID).write(file);
        byte[] asItWas = Files.readAllBytes(file);
        ImageException e = assertThrows(
                ImageException.class,
                () -> Image.open(file, OpenOptions.format(ImageFormat.VHDX).writable())
                        .close());
        assertEquals(field, e.field(), e.toString());
        ImageException reading = assertThrows(ImageException.class, () -> {
            try (Image image = Image.open(file, OpenOptions.format(ImageFormat.VHDX))) {
                assertEquals(1, stage, "it is to be refused when it is opened");
                image.read(MIB, ByteBuffer.allocate(1));
            }
        });
        assertEquals(field, reading.field(), reading.toString());
        assertArrayEquals(asItWas, Files.readAllBytes(file));
        assertEquals(0, OpenFiles.count());
    }
}
