package io.hv.shell;

import io.hv.Host;
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

    Host open() {
        return uri == null ? Host.detect().open() : Host.open(uri);
    }
}
