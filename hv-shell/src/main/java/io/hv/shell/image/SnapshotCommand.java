package io.hv.shell.image;

import io.hv.image.Image;
import io.hv.image.OpenOptions;
import io.hv.image.SnapshotInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hv image snapshot}. */
@Command(
        name = "snapshot",
        description = "The snapshots inside an image: list, create, apply, delete.",
        exitCodeOnInvalidInput = 1)
final class SnapshotCommand extends ImageSubcommand {

    @Mixin
    private final NamedImage named = new NamedImage();

    @Option(names = "-l", description = "List them.")
    private boolean list;

    @Option(names = "-c", paramLabel = "NAME", description = "Keep the disk as it is now, under this name.")
    private @Nullable String create;

    @Option(
            names = "-a",
            paramLabel = "NAME",
            description = "Make the disk what it was then: by id or name. What was written since is lost.")
    private @Nullable String apply;

    @Option(names = "-d", paramLabel = "NAME", description = "Delete one, by id or name.")
    private @Nullable String delete;

    @Mixin
    private final SharingOptions sharing = new SharingOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // accepted for those who are used to it: there is nothing to say
    private final QuietOption quiet = new QuietOption();

    @Override
    Map<Path, String> files() {
        return named.files();
    }

    @Override
    int run() {
        long actions = Stream.of(create, apply, delete).filter(Objects::nonNull).count() + (list ? 1 : 0);
        if (actions != 1) {
            throw misuse("give one of -l, -c, -a, -d");
        }
        OpenOptions options = list ? sharing.open(named.format()) : sharing.openAlone(named.format(), this::misuse);
        try (Image image = Image.open(named.file(), options.withoutBacking())) {
            if (list) {
                SnapshotLines.print(out(), image.snapshots());
            } else if (create != null) {
                SnapshotInfo unused = image.createSnapshot(create);
            } else if (apply != null) {
                image.applySnapshot(apply);
            } else {
                image.deleteSnapshot(Objects.requireNonNull(delete));
            }
        }
        return OK;
    }
}
