package io.hv.shell;

import io.hv.Host;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which host: the one that is named, else the one that is found. */
final class HostOption {

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description = "The host, for example kvm:///. Where none is given: the property hv.uri, the environment "
                    + "variable HV_DEFAULT_URI, or the first that is usable here.")
    private @Nullable String uri;

    /** Whether one was named on the command line. */
    boolean isNamed() {
        return uri != null;
    }

    Host open() {
        return open(Optional.empty());
    }

    /** The same; where none is named, this one. */
    Host open(Optional<URI> usual) {
        if (uri != null) {
            return Host.open(uri);
        }
        return usual.isPresent()
                ? Host.open(usual.get().toString())
                : Host.detect().open();
    }
}
