package io.hv.image;

/**
 * The entry of a coverage-guided fuzzer, as Jazzer calls it: {@code ci/full.d/fuzz-image.sh} does. Property
 * {@code hv.fuzz.format} names the format, as qemu-img does.
 */
public final class ImageFuzz {

    private static final SoundImage SOUND = SoundImage.of(System.getProperty("hv.fuzz.format", "qcow2"));

    private ImageFuzz() {}

    /** One input of the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        DamagedImage.Outcome unused = new DamagedImage(SOUND, input).use();
    }
}
