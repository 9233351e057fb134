package io.hv.shell.image;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv image compare}. */
@Command(
        name = "compare",
        description = "Compare what two disks read as. One that is shorter goes on with zeros.",
        exitCodeOnInvalidInput = 2,
        exitCodeOnExecutionException = 2,
        footer = "The status is 0 when they are alike, 1 when they differ, 2 when that could not be found out.")
final class CompareCommand extends ImageSubcommand {

    private static final int DIFFERENT = 1;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(
            names = "-F",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.Names.class,
            description = "The second image's format.")
    private @Nullable ImageFormat secondFormat;

    @Option(names = "-s", description = "Strictly: their sizes too, and what is allocated.")
    private boolean strict;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final SharingOptions sharing = new SharingOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Parameters(index = "0", paramLabel = "A", description = "One image.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "The other.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path second;

    @Override
    Map<Path, String> files() {
        return first.equals(second) ? Map.of(first, "-f and -F") : Map.of(first, "-f", second, "-F");
    }

    @Override
    int run() {
        try (Image one = Image.open(first, sharing.open(format.format));
                Image other = Image.open(second, sharing.open(secondFormat))) {
            boolean sizesDiffer = one.capacity() != other.capacity();
            if (strict && sizesDiffer) {
                return different("Strict mode: Image size mismatch!");
            }
            long end = Math.max(one.capacity(), other.capacity());
            long status = strict ? Allocation.firstDifference(one, other).orElse(end) : end;
            Optional<Long> content;
            try (Progress shown = progress.on(err(), quiet)) {
                content = one.firstDifference(other, shown);
            }
            if (status < end && status <= content.orElse(end)) {
                return different("Strict mode: Offset " + status + " block status mismatch!");
            }
            if (sizesDiffer && content.orElse(end) >= Math.min(one.capacity(), other.capacity())) {
                quiet.say(out(), "Warning: Image size mismatch!");
            }
            if (content.isPresent()) {
                return different("Content mismatch at offset " + content.get() + "!");
            }
        }
        quiet.say(out(), "Images are identical.");
        return OK;
    }

    private int different(String why) {
        quiet.say(out(), why);
        return DIFFERENT;
    }
}
