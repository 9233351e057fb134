package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Java that the documents show is cut from code that compiles: the two are equal, to the letter. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLES = Path.of("src/main/java/io/hv/examples");
    private static final Path SKETCH = Path.of("src/test/java/io/hv/sketch");

    @Test
    void readmeShowsTheProgramThatIsTested() {
        assertShows(Snippets.cut(EXAMPLES.resolve("Hello.java")), ROOT.resolve("README.md"));
    }

    @Test
    void theDeviceOfTheDocumentIsTheOneThatIsTested() {
        assertShows(Snippets.cut(EXAMPLES.resolve("CountingDevice.java")), ROOT.resolve("docs/devices.md"));
    }

    @Test
    void theForksOfTheDocumentAreThoseThatAreTested() {
        List<String> programs =
                new ArrayList<>(Snippets.cut(Path.of("src/test/java/io/hv/examples/LinuxForksTest.java")));
        programs.addAll(Snippets.cut(Path.of("src/test/java/io/hv/examples/ReplicationTest.java")));
        programs.addAll(Snippets.cut(EXAMPLES.resolve("Workers.java")));
        assertShows(programs, ROOT.resolve("docs/junit.md"));
    }

    @Test
    void theSketchShowsTheJourneysThatCompile() {
        List<String> journeys = new ArrayList<>();
        for (String name : List.of("Fork", "Network", "Import")) {
            journeys.addAll(Snippets.cut(SKETCH.resolve(name + "Journey.java")));
        }
        assertShows(journeys, ROOT.resolve("docs/api-sketch.md"));
    }

    private static void assertShows(List<String> programs, Path document) {
        assertEquals(String.join("\n", programs), String.join("\n", Snippets.javaBlocks(document)));
    }
}
