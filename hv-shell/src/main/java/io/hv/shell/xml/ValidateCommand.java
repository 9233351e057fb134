package io.hv.shell.xml;

import io.hv.shell.ShellCommand;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlKind;
import io.hv.xml.XmlProblem;
import io.hv.xml.XmlValidator;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv xml validate}. */
@Command(
        name = "validate",
        description = "Hold a document to libvirt's schema of its kind.",
        exitCodeOnInvalidInput = 2,
        exitCodeOnExecutionException = 2,
        footer = "The status is 0 when it is valid, 1 when it is not, 2 when that could not be found out.")
final class ValidateCommand extends ShellCommand {

    @Option(
            names = "--schemas",
            paramLabel = "FOLDER",
            description = "Where libvirt's schemas are (default: where its client library has them).")
    private Path schemas = XmlValidator.SCHEMAS;

    @Parameters(paramLabel = "FILE", description = "The document.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    @Override
    public Integer call() {
        XmlDocument document = XmlDocument.read(file);
        XmlKind kind = document.kind()
                .orElseThrow(() ->
                        misuse(file + " is a <" + document.rootName() + ">, which is none of libvirt's documents"));
        List<XmlProblem> problems = XmlValidator.of(kind, schemas).problems(file);
        problems.forEach(each -> out().println(file + ": " + each));
        out().flush();
        return problems.isEmpty() ? OK : FAILED;
    }
}
