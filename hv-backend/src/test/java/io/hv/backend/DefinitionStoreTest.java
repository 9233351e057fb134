package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.spi.DefinitionFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of definitions, and what a process that is killed leaves of them. */
@Timeout(900)
class DefinitionStoreTest {

    @TempDir
    Path root;

    private static Definition old() {
        return DefinitionFormat.find()
                .orElseThrow()
                .of(DomainSpec.named("web").uuid(ToyProgram.ID).build(), Map.of());
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        DefinitionStore store = new DefinitionStore(root.resolve("steps"), DefinitionFormat::find, steps::add);
        store.change("write", () -> store.write(ToyProgram.ID, old()));
        return steps;
    }

    /** Killed before each step of a writer: the old definition is there or the new one, whole, and the next one can write. */
    @Test
    void killedBetweenTheSteps() throws Exception {
        List<String> steps = steps();
        assertEquals(7, steps.size(), steps.toString());
        DefinitionStore store = DefinitionStore.at(root);
        for (String step : steps) {
            DefinitionStore.Entry written = store.change("write", () -> store.write(ToyProgram.ID, old()));
            Process writer = ToyProgram.start(root, "write", step);
            writer.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            assertTrue(writer.waitFor(2, TimeUnit.MINUTES), step);
            assertEquals(128 + 9, writer.exitValue(), step);
            boolean renamed = steps.indexOf(step) > steps.indexOf("rename");
            assertEquals((renamed ? ToyProgram.fresh() : old()).text(), Files.readString(written.file()), step);
            assertEquals(1, store.entries().size(), "a part is no definition: " + step);
        }
        store.change("delete", () -> {
            store.delete(store.find(ToyProgram.ID).orElseThrow());
            return true;
        });
        try (var left = Files.list(root.resolve("domains"))) {
            assertEquals(List.of(), left.toList(), "nor does a part stay");
        }
    }

    @Test
    void aWriteThatFailsLeavesTheOldOne() throws IOException {
        DefinitionStore plain = DefinitionStore.at(root);
        DefinitionStore.Entry written = plain.change("write", () -> plain.write(ToyProgram.ID, old()));
        for (String at : List.of("write the rest", "force", "rename")) {
            DefinitionStore failing = new DefinitionStore(root, DefinitionFormat::find, step -> {
                if (step.equals(at)) {
                    throw new IllegalStateException("no room");
                }
            });
            assertThrows(
                    IllegalStateException.class,
                    () -> failing.change("write", () -> failing.write(ToyProgram.ID, ToyProgram.fresh())));
            assertEquals(old().text(), Files.readString(written.file()));
            try (var left = Files.list(root.resolve("domains"))) {
                assertEquals(List.of(written.file()), left.toList());
            }
        }
    }

    /** Two processes that define the same names at the same time: each name is one's, and none is lost. */
    @Test
    void twoProcessesDefineAtOnce() throws Exception {
        int count = 40;
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(ToyProgram.start(root, "race", Integer.toString(count)));
        }
        for (Process each : both) {
            ToyProgram.untilReady(each);
        }
        for (Process each : both) {
            each.getOutputStream().write('\n');
            each.getOutputStream().close();
        }
        List<String> got = new ArrayList<>();
        for (Process each : both) {
            each.inputReader(StandardCharsets.UTF_8).lines().forEach(got::add);
            assertTrue(each.waitFor(2, TimeUnit.MINUTES));
            assertEquals(0, each.exitValue(), () -> "it said " + got);
        }
        Set<String> names = IntStream.range(0, count).mapToObj(i -> "race-" + i).collect(Collectors.toSet());
        // Loggers speak too.
        got.retainAll(names);
        assertEquals(count, got.size(), "nobody got what another had: " + got);
        assertEquals(names, Set.copyOf(got));
        assertEquals(count, DefinitionStore.at(root).entries().size());
    }

    @Test
    void onlyItsOwnFolderIsItsOwnersAlone() throws IOException {
        Path above = root.resolve("share");
        DefinitionStore store = DefinitionStore.at(above.resolve("hv"));
        store.change("write", () -> store.write(ToyProgram.ID, old()));
        Path plain = Files.createDirectory(root.resolve("plain"));
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(above));
        for (String own : List.of("hv", "hv/domains", "hv/running")) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(above.resolve(own))));
        }
    }

    @Test
    void aRootThatIsAFileIsToldWhenSomethingIsToBeKept() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        DefinitionStore store = DefinitionStore.at(file);
        assertEquals(List.of(), store.entries());
        HostFailureException e = assertThrows(
                HostFailureException.class,
                () -> store.change("define of 'web'", () -> store.write(ToyProgram.ID, old())));
        assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e.getMessage());
        assertFalse(e.remedy().isEmpty());
    }
}
