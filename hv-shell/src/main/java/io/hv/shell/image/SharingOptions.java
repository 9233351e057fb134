package io.hv.shell.image;

import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a command opens what it only reads. */
final class SharingOptions {

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Option(
            names = {"-U", "--force-share"},
            description = "Read it although somebody may be writing to it; then what is read may be of two moments.")
    private boolean shared;

    AccessOptions access() {
        return access;
    }

    /** To read it. */
    OpenOptions open(@Nullable ImageFormat format) {
        OpenOptions options = access.open(format);
        return shared ? options.unlocked() : options;
    }

    /** To change it: nobody else may have it. */
    OpenOptions openAlone(@Nullable ImageFormat format, Function<String, ParameterException> misuse) {
        if (shared) {
            throw misuse.apply("-U is for what is only read");
        }
        return access.open(format).writable();
    }
}
