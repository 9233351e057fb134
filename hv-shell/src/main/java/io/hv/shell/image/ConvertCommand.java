package io.hv.shell.image;

import io.hv.image.ConvertOptions;
import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code hv image convert}. */
@Command(
        name = "convert",
        description = "Copy a disk into a new image; a file that is there is replaced when the new one is whole.",
        exitCodeOnInvalidInput = 1,
        footer = "When it is interrupted or fails, no part of the new image is left.")
final class ConvertCommand extends ImageSubcommand {

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(
            names = "-O",
            paramLabel = "FORMAT",
            defaultValue = "raw",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.Names.class,
            description = "The new image's format (${DEFAULT-VALUE}).")
    private ImageFormat targetFormat = ImageFormat.RAW;

    @Mixin
    private final SettingsOption options = new SettingsOption();

    @Option(names = "-c", description = "Compress it, where its format can be.")
    private boolean compressed;

    @Option(names = "-m", paramLabel = "N", description = "By so many threads, 1 to 64; as many as suit it, else.")
    private @Nullable Integer threads;

    @Option(names = "-W", description = "Write in any order. It does so anyway, where the format allows it.")
    @SuppressWarnings("UnusedVariable") // accepted for those who are used to it
    private boolean anyOrder;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final SharingOptions sharing = new SharingOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Parameters(index = "0", paramLabel = "SRC", description = "The image.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path source;

    @Parameters(index = "1", paramLabel = "DST", description = "The new image.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path target;

    @Override
    Map<Path, String> files() {
        return Map.of(source, "-f");
    }

    @Override
    int run() {
        return interruptibly(
                this::convert, () -> target + (Files.exists(target) ? " is as it was before" : " is not there"));
    }

    private void convert(Interruption interruption) {
        try (Image image = Image.open(source, sharing.open(format.format))) {
            ConvertOptions how = how(image);
            try (NewTarget made = NewTarget.at(target);
                    Progress shown = progress.on(err(), quiet)) {
                Path unused = interruption.await(image.startConvert(made.file(), how), shown);
                made.keep();
            }
        }
    }

    private ConvertOptions how(Image image) {
        try {
            CreateSettings settings = options.parse(targetFormat);
            if (settings.value(CreateSettings.BACKING_FILE).isPresent()
                    || settings.value(CreateSettings.BACKING_FORMAT).isPresent()) {
                throw misuse("-o: what is converted has no backing file; hv image create and rebase make overlays");
            }
            long capacity = targetFormat == ImageFormat.RAW ? image.capacity() : Sizes.roundUp(image.capacity());
            long asked = settings.value(CreateSettings.SIZE).map(Sizes::parse).orElse(capacity);
            if (asked < capacity) {
                throw misuse("-o size=" + asked + ": the disk has " + capacity + " bytes");
            }
            CreateOptions what = settings.applyTo(CreateOptions.of(targetFormat, asked));
            ConvertOptions how =
                    ConvertOptions.to(what).backing(sharing.access().policy(dataFile(settings)));
            how = threads == null ? how : how.threads(threads);
            return compressed ? how.compressed() : how;
        } catch (TypeConversionException e) {
            throw misuse(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw misuse("-m: " + e.getMessage());
        }
    }

    private Path[] dataFile(CreateSettings settings) {
        return settings.value(CreateSettings.DATA_FILE).stream()
                .map(name -> Names.path(target, name))
                .toArray(Path[]::new);
    }
}
