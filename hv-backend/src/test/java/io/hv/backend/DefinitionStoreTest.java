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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
        for (String at : List.of("write the rest", "force")) {
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
