package io.hv.shell.image;

import io.hv.image.BackingPolicy;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files an image may make the command open: its backing files, and those of its data. */
final class AccessOptions {

    @Option(
            names = "--allow",
            paramLabel = "FOLDER",
            description =
                    "Follow the names of files that stand in an image into this folder and those below it, and not "
                            + "only into the image's own. May be repeated.")
    private List<Path> folders = List.of();

    @Option(names = "--allow-anywhere", description = "Follow them into every folder: for images that are your own.")
    private boolean anywhere;

    /** The policy; what the user named on the command line may be where it is. */
    BackingPolicy policy(Path... named) {
        BackingPolicy policy = anywhere ? BackingPolicy.anywhere() : BackingPolicy.ownFolder();
        for (Path folder : folders) {
            policy = policy.allow(folder);
        }
        for (Path file : named) {
            Path folder = file.toAbsolutePath().getParent();
            policy = folder == null ? policy : policy.allow(folder);
        }
        return policy;
    }

    /** How an image is opened for reading: as this format, or as it is guessed. */
    OpenOptions open(@Nullable ImageFormat format) {
        OpenOptions options = format == null ? OpenOptions.probe() : OpenOptions.format(format);
        return options.backing(policy());
    }
}
