package io.hv.shell.image;

import io.hv.image.ChainLink;
import io.hv.image.Image;
import io.hv.image.OpenOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hv image info}. */
@Command(
        name = "info",
        description = "Show what an image says of itself.",
        exitCodeOnInvalidInput = 1,
        footer =
                "The file's length counts its holes too. Disk size is the room that it takes; it is known on Linux alone.")
final class InfoCommand extends ImageSubcommand {

    @Mixin
    private final NamedImage named = new NamedImage();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final SharingOptions sharing = new SharingOptions();

    @Option(names = "--backing-chain", description = "Show the backing files too, down to the last.")
    private boolean chain;

    @Override
    Map<Path, String> files() {
        return named.files();
    }

    @Override
    int run() {
        OpenOptions options = sharing.open(named.format());
        try (Image image = Image.open(named.file(), chain ? options : options.withoutBacking())) {
            List<ChainLink> links = image.chain();
            List<String> names = Names.of(named.file(), links);
            if (output.isJson()) {
                List<Object> all = new ArrayList<>();
                for (int i = 0; i < links.size(); i++) {
                    all.add(InfoJson.of(names.get(i), links.get(i)));
                }
                out().println(Json.text(chain ? all : all.get(0)));
                return OK;
            }
            for (int i = 0; i < links.size(); i++) {
                if (i > 0) {
                    out().println();
                }
                InfoText.print(out(), names.get(i), links.get(i));
            }
        }
        return OK;
    }
}
