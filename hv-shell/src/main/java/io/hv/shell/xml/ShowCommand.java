package io.hv.shell.xml;

import io.hv.shell.ShellCommand;
import io.hv.xml.XmlDocument;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hv xml show}. */
@Command(
        name = "show",
        description = "Write a document as libvirt's schemas order it, without loss.",
        footer = "Comments and white space between elements are not kept.")
final class ShowCommand extends ShellCommand {

    @Option(
            names = "--unknown",
            description = "Instead, list what libvirt's schemas do not know where it stands, a path a line.")
    private boolean unknown;

    @Parameters(paramLabel = "FILE", description = "The document.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path file;

    @Override
    public Integer call() {
        XmlDocument document = XmlDocument.read(file);
        if (unknown) {
            document.unknown().forEach(out()::println);
        } else {
            out().print(document.text());
        }
        out().flush();
        return OK;
    }
}
