package io.hv.shell.image;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Whether a command shows how far it is. */
final class ProgressOption {

    @Option(names = "-p", description = "Show on standard error how far it is.")
    private boolean shown;

    Progress on(PrintWriter err, QuietOption quiet) {
        return new Progress(err, shown && !quiet.isQuiet());
    }
}
