package io.hv.shell.xml;

import io.hv.shell.ShellCommand;
import io.hv.xml.XmlDiff;
import io.hv.xml.XmlDifference;
import io.hv.xml.XmlDocument;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hv xml diff}. */
@Command(
        name = "diff",
        description = "Compare what two documents say.",
        exitCodeOnInvalidInput = 2,
        exitCodeOnExecutionException = 2,
        footer = {
            "A line for each difference: ~ changed, - removed, + added, ^ in another order.",
            "The status is 0 when both say the same, 1 when they differ, 2 when that could not be found out."
        })
final class DiffCommand extends ShellCommand {

    @Parameters(index = "0", paramLabel = "A", description = "One document.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "The other.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path second;

    @Override
    public Integer call() {
        List<XmlDifference> differences = XmlDiff.between(XmlDocument.read(first), XmlDocument.read(second));
        differences.forEach(out()::println);
        out().flush();
        return differences.isEmpty() ? OK : FAILED;
    }
}
