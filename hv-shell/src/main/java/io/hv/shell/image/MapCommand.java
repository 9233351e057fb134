package io.hv.shell.image;

import io.hv.image.ChainLink;
import io.hv.image.Image;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hv image map}. */
@Command(
        name = "map",
        description = "Show where in which file of the chain a disk's bytes lie.",
        exitCodeOnInvalidInput = 1,
        footer =
                "The holes of a raw image are known on Linux alone: elsewhere it is shown as bytes from its start to its end.")
final class MapCommand extends ImageSubcommand {

    /** The kinds of VMDK whose bytes are in the file that was named. */
    private static final Set<String> ONE_FILE = Set.of("monolithicSparse", "streamOptimized");

    @Mixin
    private final NamedImage named = new NamedImage();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final SharingOptions sharing = new SharingOptions();

    @Option(
            names = {"-s", "--start-offset"},
            paramLabel = "OFFSET",
            converter = Sizes.class,
            defaultValue = "0",
            description = "From here on (${DEFAULT-VALUE}).")
    private long start;

    @Option(
            names = {"-l", "--max-length"},
            paramLabel = "LENGTH",
            converter = Sizes.class,
            description = "So far; else to the end.")
    private @Nullable Long length;

    @Override
    Map<Path, String> files() {
        return named.files();
    }

    @Override
    int run() {
        try (Image image = Image.open(named.file(), sharing.open(named.format()))) {
            long from = Math.min(start, image.capacity());
            long most = image.capacity() - from;
            List<ChainLink> chain = image.chain();
            Iterator<MapEntry> entries = image.map(from, length == null ? most : Math.min(length, most))
                    .flatMap(extent -> MapEntry.of(extent, chain).stream())
                    .iterator();
            if (output.isJson()) {
                printJson(entries);
            } else {
                print(entries, chain);
            }
        }
        return OK;
    }

    private void printJson(Iterator<MapEntry> entries) {
        out().print("[");
        while (entries.hasNext()) {
            out().print(entries.next().json());
            out().print(entries.hasNext() ? ",\n" : "");
        }
        out().println("]");
    }

    private void print(Iterator<MapEntry> entries, List<ChainLink> chain) {
        List<String> names = Names.of(named.file(), chain);
        out().println(MapEntry.row("Offset", "Length", "Mapped to", "File"));
        while (entries.hasNext()) {
            MapEntry entry = entries.next();
            if (entry.isData()) {
                if (entry.offset() < 0) {
                    throw new CommandException(
                            names.get(entry.depth()) + ": it has compressed clusters, which lie nowhere as they are",
                            "--output=json shows them too",
                            null);
                }
                out().println(entry.text(Names.shown(fileOf(chain.get(entry.depth()), names.get(entry.depth())))));
            }
        }
    }

    private static String fileOf(ChainLink link, String name) {
        Map<String, String> details = link.info().details();
        String data = details.get(Details.DATA_FILE);
        if (data != null) {
            return Names.beside(name, data);
        }
        String type = details.get(Details.CREATE_TYPE);
        return type == null || ONE_FILE.contains(type) ? name : "(an extent of " + name + ")";
    }
}
