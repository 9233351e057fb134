package io.hv.shell.image;

import io.hv.image.ImageFormat;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The one image that a command is about: its file, and its format where that is stated. */
final class NamedImage {

    @Mixin
    private final FormatOption stated = new FormatOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The image.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    Path file() {
        return file;
    }

    /** As stated; null where it is to be guessed. */
    @Nullable
    ImageFormat format() {
        return stated.format;
    }

    /** It, with the option by which its format is stated. */
    Map<Path, String> files() {
        return Map.of(file, "-f");
    }
}
