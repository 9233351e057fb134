package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.DamagedImage.Outcome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Images with damage: what fuzzing has found worth keeping (see {@code ci/full.d/fuzz-image.sh}), and seeded. */
class ImageFuzzTest {

    private static final int IMAGES = 3000;
    private static final int LONGEST = 60;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RAW")
    void whatFuzzingHasFound(ImageFormat format) throws IOException, URISyntaxException {
        String folder = "/fuzz/" + format.id();
        URL url = Objects.requireNonNull(ImageFuzzTest.class.getResource(folder), folder);
        List<Path> inputs;
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            inputs = files.sorted().toList();
        }
        assertTrue(inputs.size() > 10, folder + " has only " + inputs.size());
        SoundImage sound = SoundImage.of(format.id());
        for (Path input : inputs) {
            Outcome unused = run(sound, Files.readAllBytes(input), input.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RAW")
    void whatIsRandom(ImageFormat format) {
        SoundImage sound = SoundImage.of(format.id());
        assertTrue(sound.places().size() > 6, sound.places()::toString);
        // Those of Parallels are only read.
        assertEquals(
                format == ImageFormat.PARALLELS ? Outcome.REFUSED : Outcome.WRITTEN,
                run(sound, new byte[0], "without damage"));
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        Random random = new Random(2026);
        for (int i = 0; i < IMAGES; i++) {
            byte[] damage = new byte[1 + random.nextInt(LONGEST)];
            random.nextBytes(damage);
            outcomes.add(run(sound, damage, "image " + i));
        }
        assertTrue(outcomes.contains(Outcome.REFUSED), outcomes::toString);
        assertEquals(format != ImageFormat.PARALLELS, outcomes.contains(Outcome.WRITTEN), outcomes::toString);
    }

    private static Outcome run(SoundImage sound, byte[] damage, String what) {
        try {
            return new DamagedImage(sound, damage).use();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(damage), e);
        }
    }
}
