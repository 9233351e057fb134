package io.hv.libvirt;

import io.hv.Candidate;
import io.hv.Diagnosis;
import io.hv.Host;
import io.hv.spi.HostProvider;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code test:///FILE.xml}, {@code qemu:///system}, {@code qemu:///session}, and any driver of libvirt's over a
 * transport, such as {@code qemu+ssh://host/system}. Found by {@link java.util.ServiceLoader}. Safe for any thread.
 */
public final class LibvirtHostProvider implements HostProvider {

    private static final Set<String> DRIVERS = Set.of("test", "qemu");
    private static final Set<String> TRANSPORTS = Set.of("unix", "ssh", "tcp", "tls", "libssh", "libssh2", "ext");

    /** For {@link java.util.ServiceLoader}, which creates it. */
    public LibvirtHostProvider() {}

    @Override
    public String id() {
        return Driver.BACKEND;
    }

    @Override
    public boolean accepts(URI uri) {
        @Nullable String scheme = uri.getScheme();
        if (scheme == null) {
            return false;
        }
        int plus = scheme.indexOf('+');
        return plus < 0 ? DRIVERS.contains(scheme) : plus > 0 && TRANSPORTS.contains(scheme.substring(plus + 1));
    }

    @Override
    public Host open(URI uri) {
        return new HostHandle(SharedConnection.acquire(uri));
    }

    @Override
    public List<Candidate> probe() {
        return QemuProbe.candidates();
    }

    @Override
    public Diagnosis diagnose() {
        return QemuProbe.diagnose();
    }
}
