package io.hv.shell.image;

import io.hv.image.ImageFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The format of a backing file that a command names. */
final class BackingFormatOption {

    @Option(
            names = "-F",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.Names.class,
            description = "The backing file's format.")
    @Nullable
    ImageFormat format;
}
