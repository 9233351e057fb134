package io.hv.shell.image;

import io.hv.image.CheckReport;
import io.hv.image.Image;
import io.hv.image.ImageException;
import io.hv.image.OpenOptions;
import io.hv.shell.Failures;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hv image check}. */
@Command(
        name = "check",
        description = "Look for damage in an image's tables, and mend it where asked to.",
        exitCodeOnInvalidInput = 1,
        footer =
                "The status is 0 when all is well, 1 when it could not be checked, 2 when bytes were or can be lost, 3 when "
                        + "room is wasted only, 63 when the format has no check. After a repair it is about what is left.")
final class CheckCommand extends ImageSubcommand {

    private static final int CORRUPT = 2;
    private static final int LEAKS = 3;
    private static final int UNSUPPORTED = 63;

    /** What is to be mended. */
    private enum Repair {
        LEAKS,
        ALL
    }

    @Mixin
    private final NamedImage named = new NamedImage();

    @Option(
            names = {"-r", "--repair"},
            paramLabel = "leaks|all",
            description = "Give back the room that is leaked, where there is nothing worse; or mend all that can be.")
    private @Nullable Repair repair;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final SharingOptions sharing = new SharingOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Override
    Map<Path, String> files() {
        return named.files();
    }

    @Override
    int run() {
        OpenOptions options =
                repair == null ? sharing.open(named.format()) : sharing.openAlone(named.format(), this::misuse);
        try (Image image = Image.open(named.file(), options.withoutBacking())) {
            CheckReport found = check(image);
            if (repair == null) {
                tell(new CheckText(named.file(), image, found, found));
                return status(found);
            }
            CheckReport left = image.check();
            tell(new CheckText(named.file(), image, found, left));
            return status(left);
        } catch (ImageException e) {
            if (e.reason() == ImageException.Reason.UNSUPPORTED) {
                Failures.tell(
                        new CommandException(named.file() + ": this image format does not support checks", "", e),
                        err());
                return UNSUPPORTED;
            }
            throw e;
        }
    }

    private CheckReport check(Image image) {
        if (repair == null) {
            return image.check();
        }
        return repair == Repair.ALL ? image.repair() : image.repairLeaks();
    }

    private void tell(CheckText text) {
        if (output.isJson()) {
            out().println(Json.text(text.json()));
        } else {
            text.print(line -> quiet.say(out(), line));
        }
    }

    private static int status(CheckReport report) {
        if (report.corruptions() > 0) {
            return CORRUPT;
        }
        return report.leaks() > 0 ? LEAKS : OK;
    }
}
