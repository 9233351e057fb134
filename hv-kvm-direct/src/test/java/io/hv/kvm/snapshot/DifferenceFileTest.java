package io.hv.kvm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.FrozenDifference;
import io.hv.kvm.memory.FrozenMemory;
import io.hv.kvm.memory.FrozenView;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Snapshot files with what differs from another one: read as they were written, small, and refused when they are damaged. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "memfd and mmap")
class DifferenceFileTest {

    private static final int PAGE = 4096;
    private static final int RAM = 8 << 20;
    private static final MemoryMap MAP = MemoryMap.of(RAM, 40);

    /** What is changed, by number: others than before, the same as before, nothing any more. */
    private static final int CHANGED = 5;

    private static final int SAME = 6;
    private static final int GONE = 7;

    @TempDir
    private Path folder;

    private Path base = Path.of("");
    private Path file = Path.of("");

    /** What the test's files have as state. */
    record State(String name, List<FileRun> ram) {
        State {
            ram = List.copyOf(ram);
        }
    }

    /** The base has noise everywhere but in its first 4 pages. */
    @BeforeEach
    void write() throws IOException {
        base = folder.resolve("base.hv");
        file = folder.resolve("difference.hv");
        byte[] noise = new byte[RAM - 4 * PAGE];
        new Random(3).nextBytes(noise);
        try (GuestMemory memory = GuestMemory.map(MAP, "hv-snapshot-test")) {
            memory.write(4 * PAGE, noise, 0, noise.length);
            try (FrozenMemory frozen = memory.freeze();
                    FrozenView view = frozen.view();
                    SnapshotWriter out = SnapshotWriter.begin(base, fraction -> {})) {
                out.finish(new State("base", out.ram(view)));
            }
        }
        try (FrozenMemory before = open(base);
                GuestMemory memory = GuestMemory.of(MAP, before, "hv-snapshot-test")) {
            memory.putLong(PAGE, 1);
            memory.putLong(2 * PAGE, 0);
            memory.putLong(CHANGED * PAGE, ~memory.getLong(CHANGED * PAGE));
            memory.putLong(SAME * PAGE, memory.getLong(SAME * PAGE));
            memory.write(GONE * PAGE, new byte[PAGE], 0, PAGE);
            try (FrozenMemory frozen = memory.freeze();
                    FrozenDifference difference = frozen.since(before);
                    SnapshotWriter out = SnapshotWriter.begin(file, fraction -> {})) {
                out.finish(new State("difference", out.difference(difference)));
            }
        }
    }

    private static FrozenMemory open(Path whole) {
        try (SnapshotReader reader = SnapshotReader.open(whole)) {
            reader.verifyRam(reader.state(State.class).ram());
            return FrozenMemory.of(MAP.ram(), reader.file(), reader.ramStart());
        }
    }

    private static State read(Path from) {
        try (SnapshotReader reader = SnapshotReader.open(from)) {
            State state = reader.state(State.class);
            reader.verifyRam(state.ram());
            return state;
        }
    }

    private static String refusal(Path damaged) {
        return String.valueOf(
                assertThrows(StateFormatException.class, () -> read(damaged)).getMessage());
    }

    private Path copy() throws IOException {
        return Files.copy(file, folder.resolve("copy.hv"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path with(FileRun... runs) throws IOException {
        Path changed = copy();
        SnapshotSurgery.replaceState(changed, new State("difference", List.of(runs)));
        return changed;
    }

    @Test
    void hasWhatDiffersAndNothingElse() {
        List<FileRun> ram = read(file).ram();
        assertEquals(
                List.of((long) PAGE, (long) CHANGED * PAGE, (long) GONE * PAGE),
                ram.stream().map(FileRun::offset).toList());
        assertEquals(
                List.of(false, false, true), ram.stream().map(FileRun::isZeros).toList());
        assertTrue(ram.stream().allMatch(run -> run.length() == PAGE), ram.toString());
        try (SnapshotReader whole = SnapshotReader.open(base);
                SnapshotReader difference = SnapshotReader.open(file)) {
            assertTrue(!whole.isDifference() && difference.isDifference());
            assertEquals(RAM, difference.ramSize());
            assertTrue(
                    whole.status().allocated() >= RAM - 4 * PAGE, whole.status().toString());
            assertTrue(difference.status().size() > RAM, difference.status().toString());
            assertTrue(
                    difference.status().allocated() <= 64 * PAGE,
                    difference.status().toString());
        }
    }

    @Test
    void isReadAsItWas() {
        BitSet pages = new BitSet();
        read(file).ram().forEach(run -> pages.set((int) (run.offset() / PAGE)));
        try (FrozenMemory before = open(base);
                SnapshotReader reader = SnapshotReader.open(file);
                FrozenMemory both = FrozenMemory.of(before, reader.file(), reader.ramStart(), pages);
                GuestMemory old = GuestMemory.of(MAP, before, "hv-snapshot-test");
                GuestMemory memory = GuestMemory.of(MAP, both, "hv-snapshot-test")) {
            for (int page = 0; page < RAM / PAGE; page++) {
                long there = old.getLong((long) page * PAGE);
                long expected = page == 1 ? 1 : page == CHANGED ? ~there : page == GONE ? 0 : there;
                assertEquals(expected, memory.getLong((long) page * PAGE), "page " + page);
            }
            assertEquals(0, memory.getLong((GONE + 1) * PAGE - 8), "all of it is gone");
        }
    }

    /** The same, whatever its name is; another, whatever was changed in its header or state. */
    @Test
    void aFileIsKnownAgain() throws IOException {
        Path moved = Files.move(base, folder.resolve("moved.hv"));
        Path other = folder.resolve("other.hv");
        try (SnapshotReader first = SnapshotReader.open(moved);
                SnapshotReader copied = SnapshotReader.open(Files.copy(moved, other));
                SnapshotReader difference = SnapshotReader.open(file)) {
            assertEquals(first.digest(), copied.digest());
            assertNotEquals(first.digest(), difference.digest());
        }
        SnapshotSurgery.replaceState(other, new State("bass", read(moved).ram()));
        try (SnapshotReader first = SnapshotReader.open(moved);
                SnapshotReader changed = SnapshotReader.open(other)) {
            assertEquals(first.status().size(), changed.status().size());
            assertNotEquals(first.digest(), changed.digest());
        }
    }

    @Test
    void anIndexThatCannotBeIsRefused() throws IOException {
        List<FileRun> sound = read(file).ram();
        FileRun data = sound.get(0);
        FileRun gone = sound.get(2);
        for (FileRun run : List.of(
                new FileRun(PAGE + 512, 512, data.at() + 512, 0),
                new FileRun(PAGE, 512, data.at(), 0),
                new FileRun(PAGE, PAGE, data.at() + PAGE, data.sum()),
                new FileRun(PAGE, PAGE, -2, data.sum()),
                new FileRun(PAGE, 0, data.at(), 0),
                FileRun.zeros(PAGE, -PAGE),
                FileRun.zeros(RAM, PAGE),
                FileRun.zeros(0, RAM + PAGE),
                FileRun.zeros(-PAGE, PAGE),
                FileRun.zeros(PAGE, 512),
                FileRun.zeros(Long.MIN_VALUE, PAGE),
                FileRun.zeros(Long.MAX_VALUE - PAGE + 1, PAGE))) {
            assertTrue(refusal(with(run)).contains("index of the RAM"), run.toString());
        }
        assertTrue(refusal(with(data, data)).contains("index of the RAM"));
        assertTrue(
                refusal(with(FileRun.zeros(PAGE, PAGE), sound.get(1), gone)).contains("something where RAM was empty"));
        assertTrue(refusal(with(data)).contains("something where RAM was empty"), "what is there is in the index");
        assertEquals(
                sound,
                read(with(gone, sound.get(1), data)).ram().stream()
                        .sorted((one, other) -> Long.compare(one.offset(), other.offset()))
                        .toList());
    }

    /** What is a hole in a whole file may be one for having become so, but only a difference says so. */
    @Test
    void aWholeFileTellsOfNoZeros() throws IOException {
        List<FileRun> ram = read(base).ram();
        Path whole = Files.copy(base, folder.resolve("whole.hv"));
        SnapshotSurgery.replaceState(
                whole,
                new State(
                        "base",
                        Stream.concat(Stream.of(FileRun.zeros(0, PAGE)), ram.stream())
                                .toList()));
        assertTrue(refusal(whole).contains("index of the RAM"));
    }

    @Test
    void whatWasWrittenBetweenIsRefused() throws IOException {
        for (int page : new int[] {0, 2, SAME, GONE, 100}) {
            Path written = copy();
            SnapshotSurgery.write(written, PAGE + (long) page * PAGE + 77, new byte[] {1});
            assertTrue(refusal(written).contains("something where RAM was empty"), "page " + page);
        }
        Path written = copy();
        SnapshotSurgery.write(written, PAGE + (long) CHANGED * PAGE + 77, new byte[] {1, 2, 3, 4});
        assertTrue(refusal(written).contains("have another checksum"));
    }

    @Test
    void whatIsGivenUpLeavesNothing() throws IOException {
        Path absent = folder.resolve("absent.hv");
        try (FrozenMemory before = open(base);
                GuestMemory memory = GuestMemory.map(MAP, "hv-snapshot-test");
                FrozenMemory empty = memory.freeze();
                FrozenDifference difference = empty.since(before);
                SnapshotWriter out = SnapshotWriter.begin(absent, fraction -> {
                    throw new CancellationException();
                })) {
            assertThrows(CancellationException.class, () -> out.difference(difference));
        }
        assertTrue(Files.notExists(absent));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
    }
}
