package io.hv.shell.image;

import io.hv.image.ImageFormat;
import java.util.List;
import picocli.CommandLine.Option;

/** What a new image is to be beside its format and its size. */
final class SettingsOption {

    @Option(
            names = "-o",
            paramLabel = "KEY=VALUE[,...]",
            description =
                    "Options of the new image's format, by the names of qemu-img; hv image create -o help shows which "
                            + "there are. May be repeated.")
    private List<String> settings = List.of();

    /** Whether it is asked which there are. */
    boolean isHelp() {
        return settings.contains("help");
    }

    CreateSettings parse(ImageFormat format) {
        return CreateSettings.parse(format, settings);
    }
}
