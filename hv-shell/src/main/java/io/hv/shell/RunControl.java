package io.hv.shell;

import io.hv.Feature;
import io.hv.Host;
import io.hv.shell.control.Commands;
import io.hv.shell.control.ControlFolder;
import io.hv.shell.control.ControlServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets commands that are typed at other processes reach a machine of this one. */
final class RunControl {

    private RunControl() {}

    /**
     * Listens for commands about a machine; where that cannot be, says so.
     *
     * @return nothing where nobody can reach it, or where it lives in no process and so is reached anyway
     */
    static @Nullable ControlServer open(Host host, String machine, PrintWriter err) {
        if (host.supports(Feature.OUTLIVES_PROCESS).isSupported()) {
            return null;
        }
        try {
            return ControlServer.open(ControlFolder.usual(), machine, commands(host.uri()));
        } catch (IOException | UnsupportedOperationException e) {
            String why = e instanceof FileAlreadyExistsException
                    ? "another hv run has a machine of that name"
                    : String.valueOf(e.getMessage());
            err.println("hv: hv exec, cp and net do not reach this '" + machine + "': " + why);
            return null;
        }
    }

    private static Commands commands(URI uri) {
        return (request, out, err) -> Main.commandLine(
                        new Caller(new ByteArrayInputStream(request.input()), request.folder(), Optional.of(uri)))
                .setOut(out)
                .setErr(err)
                .execute(request.arguments().toArray(String[]::new));
    }
}
