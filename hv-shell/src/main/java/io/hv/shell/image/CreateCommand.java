package io.hv.shell.image;

import io.hv.image.BackingPolicy;
import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code hv image create}. */
@Command(
        name = "create",
        description = "Make an image; a file that is there is replaced.",
        exitCodeOnInvalidInput = 1,
        footer =
                "A size is in bytes, or has k, M, G, T, P or E behind it, for powers of 1024. It is rounded up to whole "
                        + "sectors of 512 bytes. An image with a backing file has its size where none is given.")
final class CreateCommand extends ImageSubcommand {

    @Option(
            names = "-f",
            paramLabel = "FORMAT",
            defaultValue = "raw",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.Names.class,
            description = "The image's format (${DEFAULT-VALUE}): ${COMPLETION-CANDIDATES}.")
    private ImageFormat format = ImageFormat.RAW;

    @Mixin
    private final SettingsOption options = new SettingsOption();

    @Option(names = "-b", paramLabel = "FILE", description = "The backing file, as its name shall stand in the image.")
    private @Nullable String backing;

    @Mixin
    private final BackingFormatOption backingFormat = new BackingFormatOption();

    @Option(names = "-u", description = "Do not look for the backing file. Then the size must be given.")
    private boolean unsafe;

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The image.")
    private @Nullable Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SIZE",
            converter = Sizes.class,
            description = "The size of its disk.")
    private @Nullable Long size;

    @Override
    Map<Path, String> files() {
        return Map.of();
    }

    @Override
    int run() {
        if (options.isHelp()) {
            CreateSettings.names(format).forEach(out()::println);
            return OK;
        }
        if (file == null) {
            throw misuse("name the file");
        }
        try {
            return make(file, options.parse(format));
        } catch (TypeConversionException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private int make(Path image, CreateSettings settings) {
        Overlay overlay = overlay(settings);
        Optional<Long> bytes = Optional.ofNullable(size)
                .or(() -> settings.value(CreateSettings.SIZE).map(Sizes::parse))
                .map(Sizes::roundUp);
        if (bytes.isEmpty() && (overlay.isNone() || unsafe)) {
            throw misuse("give the size" + (unsafe ? ": with -u the backing file's is not looked at" : ""));
        }
        refuseItself(image, overlay);
        CreateOptions what = settings.applyTo(
                overlay.isNone() || unsafe
                        ? CreateOptions.of(format, bytes.orElseThrow())
                        : overlay.options(bytes.orElse(null)));
        BackingPolicy policy = policy(image, settings, overlay);
        try (NewTarget target = NewTarget.at(image)) {
            long capacity;
            try (Image made = Image.create(target.file(), what, policy)) {
                target.made();
                capacity = made.capacity();
            }
            if (!overlay.isNone() && unsafe) {
                overlay.nameIn(target.file());
            }
            target.keep();
            quiet.say(out(), told(image, settings, overlay, capacity));
        }
        return OK;
    }

    private Overlay overlay(CreateSettings settings) {
        String name =
                backing == null ? settings.value(CreateSettings.BACKING_FILE).orElse("") : backing;
        Optional<ImageFormat> stated = Optional.ofNullable(backingFormat.format)
                .or(() -> settings.value(CreateSettings.BACKING_FORMAT).map(new FormatConverter()::convert));
        if (name.isEmpty()) {
            if (stated.isPresent() || unsafe) {
                throw misuse((stated.isPresent() ? "-F" : "-u") + " goes with -b");
            }
            return Overlay.NONE;
        }
        if (format != ImageFormat.QCOW2) {
            throw misuse("-b: images of format " + format + " are not made with a backing file");
        }
        return new Overlay(
                name,
                stated.orElseThrow(
                        () -> misuse("-b goes with -F FORMAT: the backing file's format is not guessed, since "
                                + "whoever could write to a raw disk could have made it look like another")));
    }

    private static void refuseItself(Path image, Overlay overlay) {
        if (!overlay.isNone()) {
            Path below = overlay.seenFrom(image);
            try {
                if (Files.exists(image) && Files.exists(below) && Files.isSameFile(image, below)) {
                    throw new CommandException(image + ": it would be its own backing file", "", null);
                }
            } catch (IOException e) {
                throw new CommandException(below + ": it cannot be looked at: " + e, "", e);
            }
        }
    }

    private BackingPolicy policy(Path image, CreateSettings settings, Overlay overlay) {
        List<Path> named = new ArrayList<>();
        if (!overlay.isNone()) {
            named.add(overlay.seenFrom(image));
        }
        settings.value(CreateSettings.DATA_FILE).ifPresent(name -> named.add(Names.path(image, name)));
        return access.policy(named.toArray(Path[]::new));
    }

    private String told(Path image, CreateSettings settings, Overlay overlay, long capacity) {
        StringBuilder line = new StringBuilder("Formatting '" + image + "', fmt=" + format);
        settings.others()
                .forEach(
                        (key, value) -> line.append(' ').append(key).append('=').append(value));
        line.append(" size=").append(capacity);
        if (!overlay.isNone()) {
            line.append(" backing_file=")
                    .append(overlay.name())
                    .append(" backing_fmt=")
                    .append(overlay.format());
        }
        return line.toString();
    }
}
