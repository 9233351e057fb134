package io.hv.kvm.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.FrozenMemory;
import io.hv.kvm.memory.FrozenView;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Snapshot files as they were written, cut off, and with bits flipped: read as they were, or refused. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "memfd and mmap")
class SnapshotFileTest {

    private static final int PAGE = 4096;
    private static final int RAM = 3 << 20;
    private static final int OTHER = 512;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private byte[] ram = new byte[0];
    private byte[] other = new byte[0];

    /** What the test's files have as state. */
    record State(String name, List<FileRun> ram, FileRun other) {
        State {
            ram = List.copyOf(ram);
        }
    }

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(5);
        ram = new byte[RAM];
        for (int from : new int[] {0, 17 * PAGE, 18 * PAGE, 1 << 20, RAM - PAGE}) {
            byte[] page = new byte[PAGE];
            random.nextBytes(page);
            System.arraycopy(page, 0, ram, from, PAGE);
        }
        other = new byte[OTHER];
        random.nextBytes(other);
        file = folder.resolve("machine.hv");
        written(file);
    }

    private void written(Path to) throws IOException {
        try (GuestMemory memory = GuestMemory.map(MemoryMap.of(RAM, 40), "hv-snapshot-test")) {
            for (int at = 0; at < RAM; at += PAGE) {
                if (!isEmpty(at)) {
                    memory.write(at, ram, at, PAGE);
                }
            }
            // A page that was written, and has nothing but zeros.
            memory.putLong(100 * PAGE, 0);
            try (FrozenMemory frozen = memory.freeze();
                    FrozenView view = frozen.view();
                    SnapshotWriter out = SnapshotWriter.begin(to, fraction -> {})) {
                List<FileRun> runs = out.ram(view);
                FileRun more = out.append(7, ByteBuffer.wrap(other));
                out.finish(new State("machine", runs, more));
            }
        }
    }

    private boolean isEmpty(int page) {
        for (int i = page; i < page + PAGE; i++) {
            if (ram[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private State read(Path from) {
        try (SnapshotReader reader = SnapshotReader.open(from)) {
            State state = reader.state(State.class);
            reader.verifyRam(state.ram());
            reader.verify(state.other());
            byte[] bytes = new byte[OTHER];
            reader.copy(state.other(), (memory, length, done) -> memory.buffer().get(0, bytes));
            assertArrayEquals(other, bytes);
            assertArrayEquals(ram, reader.read(reader.ramStart(), RAM));
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String refusal(Path damaged) {
        StateFormatException refused = assertThrows(StateFormatException.class, () -> read(damaged));
        return String.valueOf(refused.getMessage());
    }

    private Path copy() throws IOException {
        return Files.copy(file, folder.resolve("copy.hv"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void cut(Path path, long length) throws IOException {
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
            FileChannel unused = out.truncate(length);
        }
    }

    private static void flip(Path path, long bit) throws IOException {
        try (FileChannel both = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer octet = ByteBuffer.allocate(1);
            int unused = both.read(octet, bit / Byte.SIZE);
            octet.put(0, (byte) (octet.get(0) ^ 1 << bit % Byte.SIZE)).rewind();
            int unusedToo = both.write(octet, bit / Byte.SIZE);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        State state = read(file);
        assertEquals("machine", state.name());
        assertEquals(5L * PAGE, state.ram().stream().mapToLong(FileRun::length).sum());
        assertEquals(List.of(file), files());
    }

    @Test
    void whatIsCutOffIsRefused() throws IOException {
        State state = read(file);
        long size = Files.size(file);
        Set<Long> lengths = new TreeSet<>(List.of(0L, 1L, 8L, (long) PAGE, size - 1));
        state.ram().forEach(run -> lengths.addAll(List.of(run.at(), run.at() + 1, run.at() + run.length())));
        lengths.addAll(List.of(state.other().at(), state.other().at() + OTHER, SnapshotSurgery.stateStart(file)));
        new Random(11).longs(200, 0, size).forEach(lengths::add);
        for (long length : lengths) {
            Path cut = copy();
            cut(cut, length);
            String why = refusal(cut);
            assertTrue(why.startsWith(length < 8 ? "it is no saved machine" : "it is cut off"), length + ": " + why);
        }
        Path longer = copy();
        SnapshotSurgery.write(longer, size, new byte[1]);
        assertTrue(refusal(longer).contains("do not fit"));
    }

    @Test
    void aFlippedBitIsRefused() throws IOException {
        Path flipped = copy();
        State state = read(file);
        long size = Files.size(file);
        Random random = new Random(13);
        List<Long> ends = List.of(0L, (long) PAGE, state.other().at(), SnapshotSurgery.stateStart(file), size);
        for (int i = 0; i < 200; i++) {
            // As many in each part, however small it is.
            int part = i % (ends.size() - 1);
            long bit = random.longs(1, ends.get(part) * Byte.SIZE, ends.get(part + 1) * Byte.SIZE)
                    .sum();
            flip(flipped, bit);
            String why = refusal(flipped);
            assertTrue(
                    why.contains(List.of("", "", "damaged", "state is damaged").get(part)),
                    () -> "bit " + bit + ": " + why);
            flip(flipped, bit);
        }
        assertEquals(state, read(flipped), "what was flipped twice is as it was");
    }

    @Test
    void aHoleThatWasWrittenToIsRefused() throws IOException {
        Path written = copy();
        SnapshotSurgery.write(written, PAGE + 40L * PAGE + 5, new byte[] {1});
        assertTrue(refusal(written).contains("something where RAM was empty"));
        SnapshotSurgery.write(written, PAGE + 40L * PAGE + 5, new byte[] {0});
        assertEquals("machine", read(written).name(), "zeros are as good as a hole");
    }

    /** An index that a writer did not write, with a checksum that is right. */
    @Test
    void anIndexThatCannotBeIsRefused() throws IOException {
        State sound = read(file);
        FileRun first = sound.ram().get(0);
        List<FileRun> wrong = List.of(
                new FileRun(-PAGE, PAGE, first.at(), first.sum()),
                new FileRun(0, Long.MAX_VALUE, first.at(), first.sum()),
                new FileRun(Long.MAX_VALUE, PAGE, first.at(), first.sum()),
                new FileRun(0, 0, first.at(), first.sum()),
                new FileRun(0, -1, first.at(), first.sum()),
                new FileRun(0, PAGE, -1, first.sum()),
                new FileRun(0, PAGE, first.at() + PAGE, first.sum()));
        for (FileRun run : wrong) {
            Path changed = copy();
            SnapshotSurgery.replaceState(changed, new State("machine", List.of(run), sound.other()));
            assertTrue(refusal(changed).contains("index of the RAM"), run.toString());
        }
        for (FileRun run : List.of(
                new FileRun(0, Long.MAX_VALUE, first.at(), first.sum()),
                new FileRun(0, 0, first.at(), 0),
                new FileRun(0, -1, first.at(), 0),
                new FileRun(0, PAGE, -2, first.sum()),
                new FileRun(0, PAGE, 0, first.sum()),
                new FileRun(0, PAGE, Long.MAX_VALUE, first.sum()),
                new FileRun(0, PAGE, first.at() + PAGE, first.sum()))) {
            Path changed = copy();
            SnapshotSurgery.replaceState(changed, new State("machine", sound.ram(), run));
            String why = refusal(changed);
            assertTrue(why.contains("damaged"), why);
        }
        Path twice = copy();
        SnapshotSurgery.replaceState(twice, new State("machine", List.of(first, first), sound.other()));
        assertTrue(refusal(twice).contains("index of the RAM"));
        Path missing = copy();
        SnapshotSurgery.replaceState(
                missing, new State("machine", sound.ram().subList(1, sound.ram().size()), sound.other()));
        assertTrue(refusal(missing).contains("something where RAM was empty"));
    }

    @Test
    void whatIsNoSuchFileIsRefused() throws Exception {
        assertTrue(refusal(Files.write(folder.resolve("empty"), new byte[0])).contains("no saved machine"));
        byte[] noise = new byte[3 * PAGE];
        new Random(1).nextBytes(noise);
        assertTrue(refusal(Files.write(folder.resolve("foreign"), noise)).contains("no saved machine"));
        assertTrue(refusal(folder).contains("no regular file"));
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertTrue(refusal(pipe).contains("no regular file"), "nobody waits for a writer");
    }

    /** Readers that stand for one file stay with it, whatever comes to have its name. */
    @Test
    void anotherReaderReadsTheSameFile() throws IOException {
        try (SnapshotReader first = SnapshotReader.open(file)) {
            byte[] noise = new byte[PAGE];
            Path unused =
                    Files.move(Files.write(folder.resolve("new"), noise), file, StandardCopyOption.REPLACE_EXISTING);
            try (SnapshotReader second = first.again()) {
                assertEquals(first.status(), second.status());
                assertEquals("machine", second.state(State.class).name());
            }
        }
    }

    /** A machine of a file, which has written on both sides of where that has holes, becomes a file again. */
    @Test
    void whatBeganInAFileIsWrittenAgain() throws IOException {
        State state = read(file);
        MemoryMap map = MemoryMap.of(RAM, 40);
        Path second = folder.resolve("second.hv");
        try (SnapshotReader reader = SnapshotReader.open(file);
                FrozenMemory base = FrozenMemory.of(map.ram(), reader.file(), reader.ramStart());
                GuestMemory memory = GuestMemory.of(map, base, "hv-snapshot-test")) {
            for (int page = 10; page < 30; page++) {
                memory.putLong((long) page * PAGE + 8, page);
                ByteBuffer.wrap(ram).order(ByteOrder.LITTLE_ENDIAN).putLong(page * PAGE + 8, page);
            }
            try (FrozenMemory frozen = memory.freeze();
                    FrozenView view = frozen.view();
                    SnapshotWriter out = SnapshotWriter.begin(second, fraction -> {})) {
                List<FileRun> runs = out.ram(view);
                FileRun more = out.append(7, ByteBuffer.wrap(other));
                out.finish(new State("second", runs, more));
            }
        }
        State again = read(second);
        assertEquals("second", again.name());
        assertEquals(
                23L * PAGE, again.ram().stream().mapToLong(FileRun::length).sum(), again.ram() + " after " + state);
    }

    @Test
    void whatIsGivenUpLeavesTheOldFile() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (GuestMemory memory = GuestMemory.map(MemoryMap.of(RAM, 40), "hv-snapshot-test")) {
            memory.putLong(0, 1);
            try (FrozenMemory frozen = memory.freeze();
                    FrozenView view = frozen.view();
                    SnapshotWriter out = SnapshotWriter.begin(file, fraction -> {
                        throw new CancellationException();
                    })) {
                assertThrows(CancellationException.class, () -> out.ram(view));
            }
        }
        assertEquals(List.of(file), files());
        assertArrayEquals(before, Files.readAllBytes(file));
        Path absent = folder.resolve("none/machine.hv");
        assertThrows(IOException.class, () -> SnapshotWriter.begin(absent, fraction -> {}));
        Path inTheWay = Files.createDirectory(folder.resolve("folder"));
        assertThrows(IOException.class, () -> SnapshotWriter.begin(inTheWay, fraction -> {}));
        assertEquals(List.of(inTheWay, file), files());
    }

    /** What a killed process has left goes; what is being written, or is called nearly so, stays. */
    @Test
    void whatWasAbandonedIsRemoved() throws Exception {
        Path abandoned = Files.write(folder.resolve("machine.hv.hv-123.part"), new byte[1]);
        List<Path> others = List.of(
                Files.write(folder.resolve("machine.hv.123.part"), new byte[1]),
                Files.write(folder.resolve("machine.hv.hv-x.part"), new byte[1]),
                Files.write(folder.resolve("machine.hv.hv-.part"), new byte[1]),
                Files.write(folder.resolve("other.hv.hv-123.part"), new byte[1]),
                Files.createSymbolicLink(folder.resolve("machine.hv.hv-7.part"), file),
                Files.createDirectory(folder.resolve("machine.hv.hv-8.part")));
        try (SnapshotWriter mine = SnapshotWriter.begin(file, fraction -> {})) {
            assertFalse(Files.exists(abandoned));
            List<Path> during = files();
            assertEquals(others.size() + 2, during.size(), during.toString());
            written(file);
            assertEquals(during, files(), "what this process writes is not abandoned");
            // Nor is it for another process, which then ends without a word.
            assertEquals(
                    BeginAndEnd.CODE,
                    BeginAndEnd.run(file, folder.resolve("output")).exitValue());
            List<Path> left = new ArrayList<>(files());
            assertTrue(left.containsAll(during), left.toString());
            left.removeAll(during);
            assertEquals(2, left.size(), "its output, and what it has left: " + left);
        }
        try (SnapshotWriter unused = SnapshotWriter.begin(file, fraction -> {})) {
            assertTrue(files().containsAll(others));
        }
        assertEquals(others.size() + 2, files().size(), files().toString());
    }
}
