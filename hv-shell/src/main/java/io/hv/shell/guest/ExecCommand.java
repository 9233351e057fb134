package io.hv.shell.guest;

import io.hv.Agent;
import io.hv.Domain;
import io.hv.ExecSpec;
import io.hv.shell.DomainCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv exec}. */
@Command(
        name = "exec",
        description =
                "Run a program in a machine's guest by its agent, and show what it has printed when it has ended.",
        footer =
                "The status is the program's; 128 and the signal's number if it was killed; 125 if hv could not have it "
                        + "run. No shell is asked: for one, hv exec web -- sh -c 'ls | wc -l'. Options of hv stand before the "
                        + "machine's name.")
public final class ExecCommand extends DomainCommand {

    private static final String END_OF_OPTIONS = "--";

    @Option(
            names = {"-i", "--stdin"},
            description = "Give the program the standard input, of at most 128 KiB, up to its end.")
    private boolean stdin;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "A variable for the program, which then has those that are given and no others. May be repeated.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the program may take (${DEFAULT-VALUE}). It is not ended after that.")
    private int seconds;

    @Parameters(index = "0", paramLabel = "MACHINE", description = WHAT)
    private String machine = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PROGRAM", description = "The program and its arguments.")
    private List<String> program = List.of();

    /** For picocli. */
    public ExecCommand() {}

    /** Told of the whole command line: what stands behind the machine is the program's, options too. */
    public static void configure(CommandLine hv) {
        CommandLine exec = hv.getSubcommands().get("exec");
        if (exec == null) {
            throw new IllegalStateException("hv has no command exec");
        }
        CommandLine unused = exec.setStopAtPositional(true);
    }

    @Override
    protected String machine() {
        return machine;
    }

    @Override
    protected byte[] input() throws IOException {
        if (!stdin) {
            return new byte[0];
        }
        int most = Math.toIntExact(ExecSpec.MOST_INPUT.bytes());
        byte[] input = in().readNBytes(most + 1);
        if (input.length > most) {
            throw misuse("--stdin takes at most " + ExecSpec.MOST_INPUT + "; copy what is more by hv cp");
        }
        return input;
    }

    @Override
    public Integer call() {
        failWith(AgentWork.NOT_RUN);
        // Wrong use is told before a machine is looked for.
        ExecSpec unused = spec();
        return super.call();
    }

    private ExecSpec spec() {
        List<String> words = program.get(0).equals(END_OF_OPTIONS) ? program.subList(1, program.size()) : program;
        try {
            ExecSpec spec = ExecSpec.of(words).timeout(Duration.ofSeconds(seconds));
            for (Map.Entry<String, String> each : variables.entrySet()) {
                spec = spec.environment(each.getKey(), each.getValue());
            }
            return spec;
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    @Override
    protected int on(Domain domain) {
        try {
            Agent agent = domain.agent().within(Duration.ofSeconds(seconds));
            return AgentWork.run(agent, spec().input(input()), out(), err());
        } catch (IOException e) {
            throw new UncheckedIOException("the standard input cannot be read", e);
        }
    }
}
