package io.hv.shell.image;

import io.hv.HypervisorException;
import org.jspecify.annotations.Nullable;

/** A command on images failed; the remedy is in words of the command line. */
final class CommandException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    CommandException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
