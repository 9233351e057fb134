package io.hv.shell.image;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Whether a command says that it went well. */
final class QuietOption {

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing but what went wrong.")
    private boolean quiet;

    boolean isQuiet() {
        return quiet;
    }

    void say(PrintWriter out, String line) {
        if (!quiet) {
            out.println(line);
        }
    }
}
