package io.hv.shell.xml;

import io.hv.shell.Failures;
import io.hv.shell.ShellCommand;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hv xml roundtrip}. */
@Command(
        name = "roundtrip",
        description = "Read many documents and write them again, in one process.",
        footer = {
            "OUT/PATH has what was written; where that was not possible, OUT/PATH.err has the reason.",
            "The status is 0 when all could be written."
        })
final class RoundtripCommand extends ShellCommand {

    @Parameters(index = "0", paramLabel = "LIST", description = "A file with paths relative to ROOT, one a line.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path list;

    @Parameters(index = "1", paramLabel = "ROOT", description = "The folder of the documents.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path root;

    @Parameters(index = "2", paramLabel = "OUT", description = "The folder to write to.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private Path out;

    @Override
    public Integer call() {
        try {
            List<String> paths = Files.readAllLines(list).stream()
                    .filter(each -> !each.isBlank())
                    .toList();
            int written = 0;
            for (String each : paths) {
                written += roundtrip(each) ? 1 : 0;
            }
            out().println(written + " of " + paths.size() + " written");
            out().flush();
            return written == paths.size() ? OK : FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean roundtrip(String path) throws IOException {
        Path to = out.resolve(path).normalize();
        if (!to.startsWith(out.normalize())) {
            throw misuse(path + " is not below " + root);
        }
        if (to.getParent() != null) {
            Path unused = Files.createDirectories(to.getParent());
        }
        String reason;
        try {
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            XmlDocument.read(root.resolve(path)).write(document);
            Path unused = Files.write(to, document.toByteArray());
            return true;
        } catch (XmlException e) {
            reason = Failures.message(e) + "\n";
        } catch (RuntimeException e) {
            // An error of hv's own ends this document and not the others; the reason has all of it.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            reason = trace.toString();
        }
        Path unused = Files.writeString(to.resolveSibling(to.getFileName() + ".err"), reason);
        return false;
    }
}
