package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.hv.Boot;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InvalidStateException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.backend.SavedDomain;
import io.hv.kvm.backend.saved.SavedDifference;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.snapshot.SnapshotSurgery;
import io.hv.kvm.snapshot.StateCodec;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that earlier hvs have saved ({@link MakeSavedFixture}): each later one reads them, and lets them go on. */
class SavedFixtureTest {

    private static final String FIXTURE = "saved-1.hv.gz";
    private static final String DIFFERENCE = "saved-2.hv.gz";

    /** How large a guest is. */
    private static final Pattern SIZE = Pattern.compile("[0-9]+ bytes");

    @TempDir
    private Path folder;

    static byte[] file() throws IOException {
        return file(FIXTURE);
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in =
                new GZIPInputStream(Objects.requireNonNull(SavedFixtureTest.class.getResourceAsStream(name), name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void isReadEverywhere() throws IOException {
        SavedState state = StateCodec.decode(SnapshotSurgery.state(file()), SavedState.class);
        SavedDomain about = state.about();
        DomainSpec expected = MakeSavedFixture.spec();
        // The guest in the file is that of its time: its bytes may be other ones now, and it starts as it does now.
        Boot saved = about.spec().boot().orElseThrow();
        assertEquals(
                expected.edit(
                        spec -> spec.uuid(about.spec().uuid().orElseThrow()).boot(saved)),
                about.spec());
        assertEquals(
                SIZE.matcher(expected.boot().orElseThrow().toString()).replaceAll("N"),
                SIZE.matcher(saved.toString()).replaceAll("N"));
        assertTrue(about.running());
        assertEquals(List.of(), about.lineage());
        assertEquals(1, state.machine().vcpus().size());
        assertFalse(state.ram().isEmpty());
        assertEquals(1, state.input().ports().size());
        assertEquals(state, StateCodec.decode(StateCodec.encode(state), SavedState.class));
    }

    @Test
    void aDifferenceIsReadEverywhere() throws IOException {
        SavedDifference difference = StateCodec.decode(SnapshotSurgery.state(file(DIFFERENCE)), SavedDifference.class);
        SavedState whole = StateCodec.decode(SnapshotSurgery.state(file()), SavedState.class);
        assertEquals(Path.of(MakeSavedFixture.WHOLE), difference.base().file().getFileName());
        assertEquals(32, difference.base().digest().size());
        assertEquals(whole.about().spec(), difference.state().about().spec());
        assertEquals(whole.regions(), difference.state().regions());
        assertFalse(difference.state().ram().isEmpty());
        assertEquals(difference, StateCodec.decode(StateCodec.encode(difference), SavedDifference.class));
    }

    @Test
    @RequiresKvm
    @Timeout(600)
    void goesOn() throws IOException {
        assertGoesOn(Files.write(folder.resolve("saved.hv"), file()));
    }

    @Test
    @RequiresKvm
    @Timeout(600)
    void aDifferenceGoesOn() throws IOException {
        Path unused = Files.write(folder.resolve(MakeSavedFixture.WHOLE), file());
        assertGoesOn(Files.write(folder.resolve("saved-2.hv"), file(DIFFERENCE)));
    }

    private static void assertGoesOn(Path file) {
        try (Host host = Host.open(OwnRoot.URI)) {
            String undisturbed;
            try (TransientDomain domain = host.create(MakeSavedFixture.spec())) {
                undisturbed = toItsEnd(domain);
            }
            String rest = toItsEnd(restored(host, file));
            assertTrue(rest.endsWith("counter done\n"), rest);
            assertTrue(undisturbed.endsWith(rest) && rest.length() < undisturbed.length(), rest);
        }
    }

    private static Domain restored(Host host, Path file) {
        try {
            return Saves.restore(host, file);
        } catch (InvalidStateException e) {
            return abort("it was saved on another processor: " + e.getMessage());
        } catch (HostFailureException e) {
            if (String.valueOf(e.getMessage()).contains("time stamp counter")) {
                return abort("it was saved on another processor: " + e.getMessage());
            }
            throw e;
        }
    }

    private static String toItsEnd(Domain domain) {
        try (ConsoleSession session = domain.console().open(From.START)) {
            String all = session.readToEnd(Saves.PATIENCE);
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(Saves.PATIENCE).reason());
            return all;
        }
    }
}
