package io.hv.kvm.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has found worth keeping (see {@code ci/full.d/fuzz-boot.sh}), once more. */
class FuzzCorpusTest {

    @ParameterizedTest
    @EnumSource
    void everyInputIsAFaultOrAPlanThatHolds(Loader loader) throws IOException, URISyntaxException {
        String folder = "/fuzz/" + loader.name().toLowerCase(Locale.ROOT);
        URL url = Objects.requireNonNull(FuzzCorpusTest.class.getResource(folder), folder);
        List<Path> inputs;
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            inputs = files.sorted().toList();
        }
        assertTrue(inputs.size() > 10, folder + " has only " + inputs.size());
        for (Path input : inputs) {
            LoaderFuzz.run(loader, Files.readAllBytes(input), input.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void seedsArePlans(Loader loader) {
        GuestMemory memory = GuestMemory.onHeap(4 << 20);
        for (byte[] seed : FuzzSeeds.of(loader)) {
            assertTrue(loader.survives(memory, ByteBuffer.wrap(seed), "a seed of " + loader));
        }
    }
}
