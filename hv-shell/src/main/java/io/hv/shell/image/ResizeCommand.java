package io.hv.shell.image;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code hv image resize}. */
@Command(
        name = "resize",
        description = "Make a disk larger or smaller. What is added reads as zeros; what is cut off is lost.",
        exitCodeOnInvalidInput = 1)
final class ResizeCommand extends ImageSubcommand {

    @Mixin
    private final NamedImage named = new NamedImage();

    @Option(names = "--shrink", description = "It may become smaller.")
    private boolean shrink;

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Parameters(
            index = "1",
            paramLabel = "[+-]SIZE",
            description = "The disk's size, or by how much it is to change: in bytes, or with k, M, G, T, P or E.")
    private String size = "";

    @Parameters(index = "2..*", hidden = true, description = "None.")
    private List<String> others = List.of();

    @Override
    Map<Path, String> files() {
        return named.files();
    }

    @Override
    int run() {
        refuseStrangers();
        long number = number();
        try (Image image = Image.open(named.file(), access.open(named.format()).writable())) {
            long before = image.capacity();
            long after = after(before, number);
            if (after <= 0) {
                throw new CommandException("the new size must be above 0, and is " + after, "", null);
            }
            if (image.format() != ImageFormat.RAW && after % Sizes.SECTOR != 0) {
                throw new CommandException(
                        "the new size must be whole sectors of " + Sizes.SECTOR + " bytes, and is " + after, "", null);
            }
            if (after < before && !shrink) {
                throw new CommandException(
                        "the disk would become smaller, and lose what is beyond " + after + " bytes",
                        "if nothing there is needed, say --shrink",
                        null);
            }
            image.resize(after);
        }
        quiet.say(out(), "Image resized.");
        return OK;
    }

    private long after(long before, long number) {
        if (size.startsWith("-")) {
            return before - number;
        }
        if (!size.startsWith("+")) {
            return number;
        }
        if (number > Long.MAX_VALUE - before) {
            throw new CommandException(size + ": the disk would be larger than any", "", null);
        }
        return before + number;
    }

    /** Sizes may begin with a minus, so what looks like an option and is none is not refused before. */
    private void refuseStrangers() {
        Stream.concat(Stream.of(named.file().toString(), size), others.stream())
                .filter(word -> word.matches("-(?!\\d).*"))
                .findFirst()
                .ifPresent(word -> {
                    throw misuse("Unknown option: '" + word + "'");
                });
        if (!others.isEmpty()) {
            throw misuse("Unmatched argument: '" + others.get(0) + "'");
        }
    }

    private long number() {
        boolean signed = size.startsWith("+") || size.startsWith("-");
        try {
            return Sizes.parse(signed ? size.substring(1) : size);
        } catch (TypeConversionException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }
}
