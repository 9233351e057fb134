package io.hv.shell.image;

import io.hv.image.Image;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hv image commit}. */
@Command(
        name = "commit",
        description = "Write what an image has into its backing file, and empty the image.",
        exitCodeOnInvalidInput = 1,
        footer = "Other images over the same backing file are spoiled by that.")
final class CommitCommand extends ImageSubcommand {

    @Mixin
    private final FormatOption format = new FormatOption();

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
        return interruptibly(
                this::commit, () -> file + " has all that it had, and its backing file has some of that by now");
    }

    private void commit(Interruption interruption) {
        try (Image image = Image.open(file, access.open(format.format).writable());
                Progress shown = progress.on(err(), quiet)) {
            Path unused = interruption.await(image.startCommit(), shown);
            shown.accept(1);
        }
        quiet.say(out(), "Image committed.");
    }
}
