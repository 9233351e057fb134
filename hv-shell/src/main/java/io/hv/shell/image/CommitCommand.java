package io.hv.shell.image;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hv image commit}. */
@Command(
        name = "commit",
        description =
                "Write what an image has into its backing file, and empty the image; of VHD, VDI and VHDX it stays as it is.",
        exitCodeOnInvalidInput = 1,
        footer = "Other images over the same backing file are spoiled by that.")
final class CommitCommand extends ImageSubcommand {

    /** The formats whose overlays are written: emptied, once their backing files have all of them. */
    private static final Set<ImageFormat> WRITTEN = Set.of(ImageFormat.QCOW2, ImageFormat.VMDK);

    @Mixin
    private final NamedImage named = new NamedImage();

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
        return interruptibly(
                this::commit,
                () -> named.file() + " has all that it had, and its backing file has some of that by now");
    }

    private void commit(Interruption interruption) {
        try (Image image = Image.open(named.file(), options());
                Progress shown = progress.on(err(), quiet)) {
            Path unused = interruption.await(image.startCommit(), shown);
            shown.accept(1);
        }
        quiet.say(out(), "Image committed.");
    }

    /** An overlay that is only read is committed as it is. */
    private OpenOptions options() {
        OpenOptions options = access.open(named.format());
        try (Image image = Image.open(named.file(), options.withoutBacking())) {
            return WRITTEN.contains(image.format()) ? options.writable() : options;
        }
    }
}
