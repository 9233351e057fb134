package io.hv.shell;

import io.hv.shell.demo.DemoCommand;
import io.hv.shell.guest.CopyCommand;
import io.hv.shell.guest.ExecCommand;
import io.hv.shell.image.ImageCommand;
import io.hv.shell.net.NetCommand;
import io.hv.shell.xml.XmlCommand;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code hv}. */
@Command(
        name = "hv",
        description = "Virtual machines inside the JVM, and on libvirt, by one API.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SaveCommand.class,
            RestoreCommand.class,
            CloneCommand.class,
            DoctorCommand.class,
            DetectCommand.class,
            ListCommand.class,
            DefineCommand.class,
            DumpxmlCommand.class,
            EditCommand.class,
            UndefineCommand.class,
            TopCommand.class,
            ExecCommand.class,
            CopyCommand.class,
            NetCommand.class,
            ImageCommand.class,
            XmlCommand.class,
            VersionCommand.class
        })
public final class Main {

    private final Caller caller;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show what the library logs, and stack traces of errors.")
    private boolean verbose;

    private Main(Caller caller) {
        this.caller = caller;
    }

    /** Runs a command and ends the process with its status: 0 for success, 1 for failure, 2 for wrong use; of {@code image} as of {@code qemu-img}, of {@code exec} as of the program. */
    public static void main(String[] args) {
        System.exit(commandLine(System.in).execute(args));
    }

    /** The commands, reading from a keyboard. Each writes to the command line's own writers. */
    static CommandLine commandLine(InputStream in) {
        return commandLine(Caller.here(in));
    }

    /** The same for somebody else. One who is at another process has only the commands about a machine. */
    static CommandLine commandLine(Caller caller) {
        Main main = new Main(caller);
        CommandLine line = new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A word such as @body.json is a program's, or a file's name.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((error, arguments) -> Failures.tellMisuse(error))
                .setExecutionExceptionHandler((error, command, parsed) -> Failures.tell(error, command, main.verbose));
        ImageCommand.configure(line);
        ExecCommand.configure(line);
        return line.setExecutionStrategy(parsed -> {
            if (main.verbose) {
                System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
            }
            CommandLine last =
                    parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
            if (caller.serving().isPresent() && !(last.getCommand() instanceof DomainCommand)) {
                throw new CommandLine.ParameterException(last, "this is no command about a machine of another process");
            }
            return new CommandLine.RunLast().execute(parsed);
        });
    }

    Caller caller() {
        return caller;
    }

    InputStream in() {
        return caller.in();
    }
}
