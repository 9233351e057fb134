package io.hv.shell.image;

import io.hv.image.ImageFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The format of the image that a command is about. */
final class FormatOption {

    @Option(
            names = "-f",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.Names.class,
            description =
                    "The image's format: ${COMPLETION-CANDIDATES}. Where it is not stated it is guessed by the first "
                            + "bytes, and no backing file is followed then.")
    @Nullable
    ImageFormat format;
}
