package io.hv.shell;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: the two streams that it writes to. Its result is the process's status. */
public abstract class ShellCommand implements Callable<Integer> {

    /** How long to wait for a guest that may run for ever. */
    protected static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    /** The status of success. */
    protected static final int OK = 0;

    /** The status of failure. */
    protected static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    /** For what was asked for. */
    protected final PrintWriter out() {
        return line().getOut();
    }

    /** For what went wrong, and for remarks. */
    protected final PrintWriter err() {
        return line().getErr();
    }

    /** A wrong use of this command: its usage is shown. */
    protected final ParameterException misuse(String message) {
        return new ParameterException(line(), message);
    }

    /** The options of one of this command's mixins, by its field's name, that were given, each by its longest name. */
    protected final List<String> given(String mixin) {
        Set<String> names = Objects.requireNonNull(spec.mixins().get(mixin)).options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());
        return line().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(names::contains)
                .toList();
    }

    /** That failures of hv itself have this status, where {@link #FAILED} could be another's. */
    protected final void failWith(int status) {
        spec.exitCodeOnExecutionException(status);
    }

    /** All that was typed, from the first word on. */
    final List<String> typed() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    /** Who has typed it. */
    final Caller caller() {
        return ((Main) spec.root().userObject()).caller();
    }

    private CommandLine line() {
        return spec.commandLine();
    }
}
