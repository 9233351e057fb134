package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small guests that are saved as differences and go on: what they do in the end does not depend on it. */
@RequiresKvm
@Timeout(600)
class SaveDifferenceTest {

    @TempDir
    private Path folder;

    private Path base = Path.of("");
    private Path file = Path.of("");
    private Host host;

    @BeforeEach
    void open() {
        base = folder.resolve("base.hv");
        file = folder.resolve("difference.hv");
        host = Host.open(OwnRoot.URI);
    }

    @AfterEach
    void close() {
        try (Host closed = host) {
            assertEquals(List.of(), closed.domains());
        }
        assertEquals(List.of(), Saves.open(folder));
    }

    private static String line(int percent, int rounds) {
        return String.format(Locale.ROOT, "count %08x sum ", percent * (rounds / 100));
    }

    /** Saves it, and returns what it has printed in this run. */
    private static String saved(Domain domain, Path file, boolean difference) {
        try (ConsoleSession session = domain.console().open(From.START)) {
            if (difference) {
                Saves.saveDifference(domain, file);
            } else {
                Saves.save(domain, file);
            }
            return session.readToEnd(Saves.PATIENCE);
        }
    }

    /** Whole once, then as a difference each time, wherever it happens to be: all of them to one base, and one file's name. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"port write, 1, 20000", "HLT until the timer, 16, 1000", "everything, 255, 800"})
    void aCounterGoesOn(String kind, int kinds, int rounds) throws IOException {
        SmallGuest guest = Saves.counter(kinds, rounds);
        String undisturbed = Saves.undisturbed(host, guest);
        Random random = new Random(kinds);
        StringBuilder printed = new StringBuilder();
        Domain domain = host.create(Saves.spec(guest).build());
        for (int i = 1; i <= 5; i++) {
            // The last is near the middle: on a busy machine the guest must not be through before it is saved.
            String until = line(10 * i + random.nextInt(5), rounds);
            if (printed.indexOf(until) < 0) {
                Saves.await(domain, until);
            }
            printed.append(saved(domain, i == 1 ? base : file, i > 1));
            domain = Saves.restore(host, i == 1 ? base : file);
        }
        printed.append(Saves.end(domain));
        assertEquals(undisturbed, printed.toString(), kind);
        try (SnapshotReader whole = SnapshotReader.open(base);
                SnapshotReader difference = SnapshotReader.open(file)) {
            assertTrue(!whole.isDifference() && difference.isDifference());
        }
    }

    /** What was written to it lies in the file, base or not. */
    @Test
    void aThrowawayDiskGoesOn() throws IOException {
        byte[] before = new byte[4 << 20];
        new Random(7).nextBytes(before);
        Path image = Files.write(folder.resolve("disk.raw"), before);
        StringBuilder printed = new StringBuilder();
        Domain domain = host.create(Saves.spec(SmallGuests.virtioBlkPci().with("requests", 400))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(image))).throwaway())
                .build());
        Saves.await(domain, "blk sectors ");
        for (int i = 0; i < 4; i++) {
            while (domain.disk("vda").statistics().writtenBytes() < 100 << 10) {
                Thread.onSpinWait();
            }
            printed.append(saved(domain, i == 0 ? base : file, i > 0));
            domain = Saves.restore(host, i == 0 ? base : file);
        }
        printed.append(Saves.end(domain));
        assertTrue(printed.toString().contains("blk written and read\n"), printed.toString());
        assertTrue(printed.toString().endsWith("blk ok\n"), printed.toString());
        assertArrayEquals(before, Files.readAllBytes(image));
    }

    private String savedTwice(SmallGuest guest, int rounds) {
        TransientDomain domain = host.create(Saves.spec(guest).build());
        Saves.await(domain, line(20, rounds));
        String before = saved(domain, base, false);
        Domain again = Saves.restore(host, base);
        if (!before.contains(line(40, rounds))) {
            Saves.await(again, line(40, rounds));
        }
        return before + saved(again, file, true);
    }

    /** Both files moved together, read by other processes and by clones, and saved whole from there. */
    @Test
    void elsewhereAndMoved() throws Exception {
        SmallGuest guest = Saves.counter(255, 800);
        String undisturbed = Saves.undisturbed(host, guest);
        String before = savedTwice(guest, 800);
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Path old = Files.move(base, moved.resolve("base.hv"));
        file = Files.move(file, moved.resolve("renamed.hv"));
        assertEquals(undisturbed, before + ProgramWithSave.output(ProgramWithSave.start("restore", file)));
        assertEquals(undisturbed, before + ProgramWithSave.output(ProgramWithSave.start("clone", file)));
        Path whole = folder.resolve("whole.hv");
        try (Clones clones = host.restore(
                        HostPath.of(file), CloneSpec.live().count(2).paused())
                .await(Saves.PATIENCE)) {
            assertTrue(clones.report().copiedPages() > 0, "what differs is copied");
            // They need the names of the files no more.
            Files.delete(old);
            Files.delete(file);
            TransientDomain other = clones.domains().get(1);
            other.resume();
            assertEquals(undisturbed, before + Saves.end(other));
            assertEquals("", saved(clones.domains().get(0), whole, false));
            Domain again = Saves.restore(host, whole);
            again.resume();
            assertEquals(undisturbed, before + Saves.end(again));
        }
    }
}
