package io.hv.shell.image;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hv image rebase}. */
@Command(
        name = "rebase",
        description = "Put another backing file below an image. What would read differently then is copied into it.",
        exitCodeOnInvalidInput = 1)
final class RebaseCommand extends ImageSubcommand {

    @Mixin
    private final NamedImage named = new NamedImage();

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

    @Mixin
    private final BackingFormatOption backingFormat = new BackingFormatOption();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Override
    Map<Path, String> files() {
        return named.files();
    }

    @Override
    int run() {
        if (backing.isEmpty() == (backingFormat.format != null)) {
            throw misuse(
                    backing.isEmpty()
                            ? "-F goes with the name of a backing file"
                            : "-b goes with -F FORMAT: the backing file's format is not guessed");
        }
        return interruptibly(this::rebase, () -> named.file() + " has its backing file of before");
    }

    private void rebase(Interruption interruption) {
        OpenOptions options = access.open(named.format()).writable();
        options = backing.isEmpty() ? options : options.backing(access.policy(Names.path(named.file(), backing)));
        ImageFormat below = backingFormat.format == null ? ImageFormat.RAW : backingFormat.format;
        try (Image image = Image.open(named.file(), unsafe ? options.withoutBacking() : options);
                Progress shown = progress.on(err(), quiet)) {
            Path unused = interruption.await(image.startRebase(backing, below), shown);
            shown.accept(1);
        }
    }
}
