package io.hv.shell;

import io.hv.HypervisorException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Tells of an error: what and why in one line, what to do in another; for the curious, where. */
public final class Failures {

    private Failures() {}

    static int tell(Exception error, CommandLine command, boolean verbose) {
        PrintWriter err = command.getErr();
        if (error instanceof HypervisorException known) {
            tell(known, err);
        } else {
            err.println("hv: an error of hv itself: " + error + (verbose ? "" : " (--verbose shows where)"));
        }
        if (verbose) {
            error.printStackTrace(err);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** A command that cannot be understood: what is wrong with it, and where to read how it goes. */
    static int tellMisuse(CommandLine.ParameterException error) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("hv: " + error.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println("    " + command.getCommandSpec().qualifiedName() + " --help shows how it goes");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What and why, then the remedy where there is one. */
    public static void tell(HypervisorException error, PrintWriter err) {
        err.println("hv: " + message(error));
        if (!error.remedy().isEmpty()) {
            err.println("    " + error.remedy());
        }
    }

    /** The message without the remedy. */
    public static String message(HypervisorException error) {
        String text = String.valueOf(error.getMessage());
        String tail = " [" + error.remedy() + "]";
        return text.endsWith(tail) ? text.substring(0, text.length() - tail.length()) : text;
    }
}
