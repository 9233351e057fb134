package io.hv.shell.image;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv image rebase}. */
@Command(
        name = "rebase",
        description = "Put another backing file below an image. What would read differently then is copied into it.",
        exitCodeOnInvalidInput = 1)
final class RebaseCommand extends ImageSubcommand {

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(
            names = "-u",
            description = "Write the name only, and copy nothing: for a backing file that was moved or renamed.")
    private boolean unsafe;

    @Option(
            names = "-b",
            required = true,
            paramLabel = "FILE",
            description = "The backing file, as its name shall stand in the image; empty for none.")
    private String backing = "";

    @Option(
            names = "-F",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.Names.class,
            description = "The backing file's format.")
    private @Nullable ImageFormat backingFormat;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Parameters(paramLabel = "FILE", description = "The image.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    @Override
    Map<Path, String> files() {
        return Map.of(file, "-f");
    }

    @Override
    int run() {
        if (backing.isEmpty() == (backingFormat != null)) {
            throw misuse(
                    backing.isEmpty()
                            ? "-F goes with the name of a backing file"
                            : "-b goes with -F FORMAT: the backing file's format is not guessed");
        }
        return interruptibly(this::rebase, () -> file + " has its backing file of before");
    }

    private void rebase(Interruption interruption) {
        OpenOptions options = access.open(format.format).writable();
        options = backing.isEmpty() ? options : options.backing(access.policy(Names.path(file, backing)));
        ImageFormat below = backingFormat == null ? ImageFormat.RAW : backingFormat;
        try (Image image = Image.open(file, unsafe ? options.withoutBacking() : options);
                Progress shown = progress.on(err(), quiet)) {
            Path unused = interruption.await(image.startRebase(backing, below), shown);
            shown.accept(1);
        }
    }
}
