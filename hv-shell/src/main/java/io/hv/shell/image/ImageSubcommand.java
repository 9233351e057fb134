package io.hv.shell.image;

import io.hv.HypervisorException;
import io.hv.OperationCancelledException;
import io.hv.image.ImageException;
import io.hv.shell.Failures;
import io.hv.shell.ShellCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all commands on images share: what the library advises is told in words of the command line. */
abstract class ImageSubcommand extends ShellCommand {

    /** The images that were named, each with the option by which its format is stated. */
    abstract Map<Path, String> files();

    /** Does it, and says with which status the process ends. */
    abstract int run();

    @Override
    public final Integer call() {
        try {
            int status = run();
            out().flush();
            return status;
        } catch (ImageException e) {
            throw inWordsOfTheCommand(e);
        }
    }

    /**
     * Does what may be told to end, as by Ctrl-C. The process ends only when all is tidied up, and that is told.
     *
     * @param left what is there after an end half-way
     * @return the status
     */
    final int interruptibly(Consumer<Interruption> work, Supplier<String> left) {
        try (Interruption interruption = Interruption.begin()) {
            try {
                work.accept(interruption);
                return OK;
            } catch (OperationCancelledException e) {
                Failures.tell(new CommandException("it was interrupted: " + left.get(), "", e), err());
                err().flush();
                return FAILED;
            }
        }
    }

    private HypervisorException inWordsOfTheCommand(ImageException e) {
        return switch (e.reason()) {
            case GUESSED_FORMAT -> new CommandException(Failures.message(e), stateFormat(e.file()), e);
            case NOT_ALLOWED ->
                new CommandException(
                        Failures.message(e),
                        "if the image is to be trusted, allow it: --allow FOLDER, or --allow-anywhere",
                        e);
            default -> e;
        };
    }

    private String stateFormat(Path file) {
        String option = files().get(file);
        return option == null
                ? "the image above does not state this one's format: hv image rebase -u -b FILE -F FORMAT makes it do so"
                : "state its format: " + option + " FORMAT";
    }
}
