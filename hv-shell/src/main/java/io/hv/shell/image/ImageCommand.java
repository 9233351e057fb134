package io.hv.shell.image;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code hv image}. */
@Command(
        name = "image",
        description = "Disk images: the commands of qemu-img, without QEMU.",
        footer = "Options, output and statuses are those of qemu-img, where docs/images.md says nothing else.",
        subcommands = {
            InfoCommand.class,
            CreateCommand.class,
            ConvertCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            MapCommand.class,
            ResizeCommand.class,
            SnapshotCommand.class,
            RebaseCommand.class,
            CommitCommand.class
        })
public final class ImageCommand {

    /** Told of the whole command line: a size that is taken off begins as an option does. */
    public static void configure(CommandLine hv) {
        CommandLine image = hv.getSubcommands().get("image");
        if (image == null) {
            throw new IllegalStateException("hv has no command image");
        }
        CommandLine resize = image.getSubcommands().get("resize");
        if (resize == null) {
            throw new IllegalStateException("hv image has no command resize");
        }
        CommandLine unused = resize.setUnmatchedOptionsArePositionalParams(true);
    }
}
