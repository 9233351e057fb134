package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Console.From;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.StateReason;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.backend.saved.SavedBase;
import io.hv.kvm.backend.saved.SavedDifference;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.memory.Region;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.SnapshotSurgery;
import io.hv.kvm.snapshot.StateCodec;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Differences that are not what was written, or whose base is not: refused with a reason, and the host is as before. */
@RequiresKvm
@Timeout(600)
class DamagedDifferencesTest {

    @TempDir
    private Path folder;

    private Path base = Path.of("");
    private Path file = Path.of("");
    private SavedDifference sound;
    private Host host;

    @BeforeEach
    void save() {
        base = folder.resolve("base.hv");
        file = folder.resolve("machine.hv");
        host = Host.open(OwnRoot.URI);
        SmallGuest guest = SmallGuests.counter()
                .with("kinds", 1)
                .with("rounds", 100000)
                .with("every", 1000)
                .with("port", 0x5500);
        Domain domain = host.create(Saves.spec(guest).build());
        Saves.await(domain, "count ");
        Saves.save(domain, base);
        domain = Saves.restore(host, base);
        // It need not print any more: it has run.
        Saves.saveDifference(domain, file);
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            sound = reader.state(SavedDifference.class);
        }
        assertTrue(!sound.state().ram().isEmpty(), "nothing differs");
    }

    @AfterEach
    void theHostIsAsBefore() {
        assertEquals(List.of(), host.domains());
        Domain again = Saves.restore(host, file);
        String rest = again.console().open(From.START).readToEnd(Saves.PATIENCE);
        assertEquals(StateReason.SHUT_DOWN, again.awaitEnd(Saves.PATIENCE).reason());
        assertTrue(rest.endsWith("counter done\n"), rest);
        host.close();
        assertEquals(List.of(), Saves.open(folder));
    }

    private Path copy() throws IOException {
        return Files.copy(file, folder.resolve("copy.hv"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path with(Record state) throws IOException {
        Path changed = copy();
        SnapshotSurgery.replaceState(changed, state);
        return changed;
    }

    private <E extends HypervisorException> String refusal(Class<E> type, Path damaged) {
        String why = String.valueOf(Saves.refusal(host, type, damaged).getMessage());
        assertTrue(why.startsWith(damaged + " cannot be restored: "), why);
        assertEquals(List.of(), host.domains());
        return why;
    }

    private void assertRefused(Path damaged, String expected) {
        String why = refusal(HostFailureException.class, damaged);
        assertTrue(why.contains(expected), why);
    }

    @Test
    void whatIsCutOffOrHasAnotherBit() throws IOException {
        long state = SnapshotSurgery.stateStart(file);
        long size = Files.size(file);
        for (long length : new long[] {8, 4095, 4096, state, size - 1}) {
            Path cut = copy();
            SnapshotSurgery.cut(cut, length);
            assertRefused(cut, "it is cut off");
        }
        Random random = new Random(19);
        FileRun run = sound.state().ram().stream()
                .filter(each -> !each.isZeros())
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 10; i++) {
            assertRefused(flipped(random, 12, 4096), "its header is damaged");
            assertRefused(flipped(random, run.at(), run.at() + run.length()), "it is damaged: the ");
            assertRefused(flipped(random, state, size), "its state is damaged");
        }
        // What the base has and it has not.
        assertRefused(flipped(random, state - 4096, state), "there is something where RAM was empty");
    }

    private Path flipped(Random random, long from, long to) throws IOException {
        Path flipped = copy();
        SnapshotSurgery.flip(flipped, random, from, to);
        return flipped;
    }

    /** A difference is not taken for a whole file, nor a whole file for a difference. */
    @Test
    void whatIsOfTheOtherVersion() throws IOException {
        Path whole = copy();
        SnapshotSurgery.write(whole, 0, SnapshotSurgery.ofVersion(SnapshotSurgery.header(whole), 1));
        assertRefused(whole, "should be a SavedState and is a SavedDifference");
        Path part = Files.copy(base, folder.resolve("part.hv"));
        SnapshotSurgery.write(part, 0, SnapshotSurgery.ofVersion(SnapshotSurgery.header(part), 2));
        assertRefused(part, "should be a SavedDifference and is a SavedState");
        assertRefused(with(sound.state()), "should be a SavedDifference and is a SavedState");
    }

    private static SavedState state(SavedState state, List<Region> regions, List<FileRun> ram) {
        return new SavedState(
                state.spec(),
                state.running(),
                state.time(),
                state.lineage(),
                state.machine(),
                state.input(),
                regions,
                ram,
                state.disks(),
                state.defined());
    }

    /** States that no machine was in, with checksums that are right. */
    @Test
    void whatCannotBe() throws IOException {
        SavedState state = sound.state();
        List<Region> regions = state.regions();
        long half = regions.get(0).size() / 2;
        List<Region> two = List.of(new Region(0, half, 0), new Region(half, half, half));
        assertRefused(
                with(new SavedDifference(sound.base(), state(state, two, state.ram()))),
                "its RAM is not laid out as that of the file that it needs");
        assertRefused(
                with(new SavedDifference(sound.base(), state(state, List.of(), state.ram()))),
                "its RAM has another size than its machine");
        assertRefused(
                with(new SavedDifference(sound.base(), state(state, regions, List.of()))),
                "there is something where RAM was empty");
        for (FileRun run : List.of(
                FileRun.zeros(0, 512),
                FileRun.zeros(2 * half, 4096),
                FileRun.zeros(-4096, 4096),
                FileRun.zeros(0, -1))) {
            assertRefused(
                    with(new SavedDifference(sound.base(), state(state, regions, List.of(run)))),
                    "its index of the RAM is damaged");
        }
        for (String path : new String[] {"", "base.hv", "/", "/\0"}) {
            assertRefused(
                    with(new SavedDifference(new SavedBase(path, sound.base().digest()), state)), "it needs a file");
        }
    }

    @Test
    void whatNeedsAnotherFile() throws IOException {
        Bytes digest = sound.base().digest();
        byte[] other = digest.toArray();
        other[31] ^= 1;
        for (SavedBase wrong : List.of(
                new SavedBase(base.toString(), Bytes.of(other)),
                new SavedBase(base.toString(), Bytes.EMPTY),
                new SavedBase(file.toString(), digest),
                new SavedBase(folder.toString(), digest))) {
            String why = refusal(InvalidStateException.class, with(new SavedDifference(wrong, sound.state())));
            assertTrue(why.contains("is not what it was"), why);
        }
        Path absent = folder.resolve("absent.hv");
        String why = refusal(
                NotFoundException.class,
                with(new SavedDifference(new SavedBase(absent.toString(), digest), sound.state())));
        assertTrue(why.contains(absent.toString()), why);
        Path away = Files.move(base, folder.resolve("away.hv"));
        try {
            assertTrue(refusal(NotFoundException.class, file).contains(base.toString()));
            Path unused = Files.write(base, new byte[8192]);
            assertTrue(refusal(InvalidStateException.class, file).contains("no saved machine"));
        } finally {
            Path unused = Files.move(away, base, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Any byte of the state's beginning another, with checksums that are right: refused in the API's words, or restored. */
    @Test
    void anyOtherStateIsRefusedOrGoesOn() throws IOException {
        byte[] bytes = StateCodec.encode(sound);
        Random random = new Random(29);
        int refused = 0;
        for (int at = 0; at < 400; at++) {
            // The base stands first; then all else, at random.
            int place = at < 200 ? at : 200 + random.nextInt(bytes.length - 200);
            byte[] mangled = bytes.clone();
            mangled[place] ^= (byte) (1 + random.nextInt(255));
            Path changed = copy();
            SnapshotSurgery.replaceState(changed, mangled);
            try {
                Saves.restore(host, changed).destroy();
            } catch (HypervisorException e) {
                assertTrue(!String.valueOf(e.getMessage()).contains("an error of hv itself"), place + ": " + e);
                refused++;
            }
            assertEquals(List.of(), host.domains(), "after byte " + place);
        }
        assertTrue(refused > 200, refused + " refused");
    }
}
