package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Images with seeded damage. */
class ImageFuzzTest {

    private static final int IMAGES = 3000;
    private static final int LONGEST = 60;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RAW")
    void whatIsRandom(ImageFormat format) {
        SoundImage sound = SoundImage.of(format.id());
        assertTrue(sound.places().size() > 6, sound.places()::toString);
        Random random = new Random(2026);
        for (int i = 0; i < IMAGES; i++) {
            byte[] damage = new byte[1 + random.nextInt(LONGEST)];
            random.nextBytes(damage);
            run(sound, damage, "image " + i);
        }
    }

    private static void run(SoundImage sound, byte[] damage, String what) {
        try {
            new DamagedImage(sound, damage).use();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(damage), e);
        }
    }
}
