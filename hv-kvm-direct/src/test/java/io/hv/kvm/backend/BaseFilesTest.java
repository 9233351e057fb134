package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.backend.Work;
import io.hv.kvm.backend.saved.SavedBase;
import io.hv.kvm.backend.saved.SavedDifference;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.machine.MachineImage;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.SnapshotSurgery;
import io.hv.kvm.snapshot.StateFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Differences, and the files that they need: found, moved, gone, changed, exchanged. Without a machine that runs. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "memfd and mmap")
class BaseFilesTest {

    private static final int PAGE = 4096;

    /** A page that the fixture's guest does not use. */
    private static final long PLACE = 7 << 20;

    @TempDir
    private Path folder;

    private Path whole = Path.of("");
    private Path part = Path.of("");
    private SavedBase needed = new SavedBase("", Bytes.EMPTY);
    private final BaseFiles files = new BaseFiles(new SoundFiles());

    @BeforeEach
    void write() throws IOException {
        folder = folder.toRealPath();
        Path saved = Files.createDirectory(folder.resolve("saved"));
        whole = Files.write(saved.resolve("whole.hv"), SavedFixtureTest.file());
        part = saved.resolve("part.hv");
        try (BaseFile base = open(whole)) {
            difference(base, part);
        }
        needed = read(part).base();
    }

    @AfterEach
    void nothingIsOpen() {
        assertEquals(List.of(), Saves.open(folder));
    }

    /** As a whole file is opened. */
    private BaseFile open(Path file) {
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            return files.of(folder.resolve("any"), new SavedBase(file.toString(), reader.digest()));
        }
    }

    private static SavedDifference read(Path file) {
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            SavedDifference difference = reader.state(SavedDifference.class);
            reader.verifyRam(difference.state().ram());
            return difference;
        }
    }

    /** A machine that came from there, and has written one word. */
    private void difference(BaseFile base, Path to) {
        try (SnapshotReader reader = SnapshotReader.open(whole)) {
            SavedState state = reader.state(SavedState.class);
            MemoryMap map = MemoryMap.of(state.spec().memory(), 40);
            try (GuestMemory memory = GuestMemory.of(map, base.memory(), "hv-guest-test")) {
                memory.putLong(PLACE, 1);
                try (LiveMoment moment = new LiveMoment(
                        new MachineImage(memory.freeze(), state.machine()),
                        new FrozenDisks(Map.of(), Set.of()),
                        state.input(),
                        state.about().spec(),
                        base.share())) {
                    moment.writeDifference(to, state.about(), new Unwatched());
                }
            }
        }
    }

    private static final class Unwatched implements Work.Progress {
        @Override
        public void stage(String words) {}

        @Override
        public void done(double fraction) {}

        @Override
        public void check() {}
    }

    private static <E extends Exception> String refusal(Class<E> type, Function<E, String> remedy, Runnable call) {
        E refused = assertThrows(type, call::run);
        assertFalse(remedy.apply(refused).isBlank());
        return String.valueOf(refused.getMessage());
    }

    private String missing() {
        return refusal(
                NotFoundException.class,
                NotFoundException::remedy,
                () -> files.of(part, needed).close());
    }

    private String another() {
        return refusal(
                InvalidStateException.class,
                InvalidStateException::remedy,
                () -> files.of(part, needed).close());
    }

    private void assertFound() {
        try (BaseFile found = files.of(part, needed)) {
            assertEquals(8L << 20, found.memory().regions().get(0).size());
        }
    }

    @Test
    void aDifferenceSaysWhatItNeedsAndWhatDiffers() throws IOException {
        try (SnapshotReader reader = SnapshotReader.open(whole)) {
            assertEquals(new SavedBase(whole.toString(), reader.digest()), needed);
            SavedState before = reader.state(SavedState.class);
            SavedState after = read(part).state();
            assertEquals(before.machine(), after.machine());
            assertEquals(before.regions(), after.regions());
            assertEquals(
                    List.of(PLACE), after.ram().stream().map(FileRun::offset).toList());
            assertEquals(
                    List.of((long) PAGE),
                    after.ram().stream().map(FileRun::length).toList());
        }
        assertFound();
    }

    @Test
    void itIsFoundWhereItWasAndBesideTheDifference() throws IOException {
        Path moved = Files.move(folder.resolve("saved"), folder.resolve("elsewhere"));
        part = moved.resolve("part.hv");
        assertFound();
        // It is another machine's folder now, and what is there is no base.
        Path old = Files.createDirectory(folder.resolve("saved"));
        Path unused = Files.write(old.resolve("whole.hv"), new byte[PAGE]);
        assertFound();
        Path back = Files.move(moved.resolve("whole.hv"), old.resolve("whole.hv"), StandardCopyOption.REPLACE_EXISTING);
        assertFound();
        Path alone = Files.move(back, folder.resolve("whole.hv"));
        String why = missing();
        assertTrue(
                why.contains(part.toString())
                        && why.contains(old.resolve("whole.hv").toString()),
                why);
        Path link = Files.createSymbolicLink(moved.resolve("whole.hv"), alone);
        assertTrue(Files.isSymbolicLink(link));
        assertFound();
    }

    @Test
    void anotherOfEqualSizeIsRefused() throws IOException {
        SavedState state;
        long size = Files.size(whole);
        try (SnapshotReader reader = SnapshotReader.open(whole)) {
            state = reader.state(SavedState.class);
        }
        char last = state.time().charAt(state.time().length() - 2);
        String later = state.time().substring(0, state.time().length() - 2) + (last == '1' ? '2' : '1') + "Z";
        SnapshotSurgery.replaceState(
                whole,
                new SavedState(
                        state.spec(),
                        state.running(),
                        later,
                        state.lineage(),
                        state.machine(),
                        state.input(),
                        state.regions(),
                        state.ram(),
                        state.disks(),
                        state.defined()));
        assertEquals(size, Files.size(whole));
        try (BaseFile itself = open(whole)) {
            assertEquals(8L << 20, itself.memory().regions().get(0).size());
        }
        assertTrue(another().contains("it is another file, or has changed"), another());
    }

    @Test
    void whatIsCutOffOrDamagedIsRefused() throws IOException {
        byte[] sound = Files.readAllBytes(whole);
        long state = SnapshotSurgery.stateStart(whole);
        for (long length : new long[] {0, 100, PAGE, state, sound.length - 1}) {
            Path unused = Files.write(whole, sound);
            try (FileChannel out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                FileChannel unusedToo = out.truncate(length);
            }
            assertTrue(another().contains(length == 0 ? "no saved machine" : "it is cut off"), another());
        }
        for (long at : new long[] {0, 8, 100, PAGE - 1, state, sound.length - 1}) {
            Path unused = Files.write(whole, sound);
            flip(whole, at);
            String why = another();
            assertTrue(why.contains(whole.toString()), why);
        }
        Path unused = Files.write(whole, sound);
        FileRun ram;
        try (SnapshotReader reader = SnapshotReader.open(whole)) {
            ram = reader.state(SavedState.class).ram().get(0);
        }
        flip(whole, ram.at() + 9);
        assertTrue(another().contains("it is damaged"), another());
        flip(whole, ram.at() + 9);
        assertFound();
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel both = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer octet = ByteBuffer.allocate(1);
            int unused = both.read(octet, at);
            octet.put(0, (byte) ~octet.get(0)).rewind();
            int unusedToo = both.write(octet, at);
        }
    }

    @Test
    void whatIsNoWholeFileIsRefused() throws Exception {
        try (SnapshotReader reader = SnapshotReader.open(part)) {
            needed = new SavedBase(part.toString(), reader.digest());
        }
        assertTrue(another().contains("it is a difference itself"), another());
        needed = new SavedBase(folder.toString(), needed.digest());
        assertTrue(another().contains("it is no regular file"), another());
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        needed = new SavedBase(pipe.toString(), needed.digest());
        assertTrue(another().contains("it is no regular file"), "nobody waits for a writer");
        for (String path : new String[] {"", "/", "whole.hv", "../whole.hv", "/\0"}) {
            needed = new SavedBase(path, needed.digest());
            assertThrows(StateFormatException.class, () -> files.of(part, needed), path);
        }
    }

    private String noDifference(BaseFile base, Path target) {
        return refusal(InvalidStateException.class, InvalidStateException::remedy, () -> base.forDifferenceIn(target));
    }

    @Test
    void aBaseThatIsGoneOrAnotherIsNone() throws IOException {
        try (BaseFile base = open(whole)) {
            Path target = folder.resolve("new.hv");
            assertEquals(needed, base.forDifferenceIn(target));
            Path away = Files.move(whole, folder.resolve("away.hv"));
            assertTrue(noDifference(base, target).contains("it is gone"), noDifference(base, target));
            Path copy = Files.copy(away, whole);
            assertTrue(noDifference(base, target).contains("it is another file now"), noDifference(base, target));
            Path unused = Files.move(away, copy, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(needed, base.forDifferenceIn(target));
            flip(whole, PAGE);
            flip(whole, PAGE);
            assertTrue(noDifference(base, target).contains("was written to"), noDifference(base, target));
            assertThrows(InvalidStateException.class, () -> difference(base, target));
            assertFalse(Files.exists(target));
        }
    }

    /** By its name, by others, by a link that leads there, and by one that it was opened by. */
    @Test
    void aBaseIsNotReplaced() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.hv"), whole);
        Path hard = Files.createLink(folder.resolve("hard.hv"), whole);
        try (BaseFile base = open(link)) {
            for (Path target : new Path[] {whole, link, hard, folder.resolve("saved/../saved/whole.hv")}) {
                assertTrue(
                        noDifference(base, target).contains("that is the file that it would need"), target.toString());
            }
            Files.delete(link);
            Path unused = Files.createSymbolicLink(link, part);
            assertEquals(needed, base.forDifferenceIn(link), "it is known by its own name");
            difference(base, part);
            assertEquals(needed, read(part).base(), "an older difference may be replaced");
        }
    }

    @Test
    void whatComesFromNoFileHasNoDifference() {
        try (SnapshotReader reader = SnapshotReader.open(whole);
                GuestMemory memory = GuestMemory.map(MemoryMap.of(8 << 20, 40), "hv-guest-test")) {
            SavedState state = reader.state(SavedState.class);
            try (LiveMoment moment = new LiveMoment(
                    new MachineImage(memory.freeze(), state.machine()),
                    new FrozenDisks(Map.of(), Set.of()),
                    state.input(),
                    state.about().spec(),
                    null)) {
                String why = refusal(
                        InvalidStateException.class,
                        InvalidStateException::remedy,
                        () -> moment.writeDifference(folder.resolve("new.hv"), state.about(), new Unwatched()));
                assertTrue(why.contains("'saved-1' does not come from a file"), why);
            }
        }
    }
}
