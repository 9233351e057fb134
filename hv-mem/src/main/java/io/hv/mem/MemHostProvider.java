package io.hv.mem;

import io.hv.Diagnosis;
import io.hv.Finding;
import io.hv.Host;
import io.hv.backend.EmbeddedHosts;
import io.hv.spi.HostProvider;
import java.net.URI;
import java.util.List;

/** Opens {@code mem:///} and {@code mem:///NAME}. Never offers itself: it has to be asked for by name. */
public final class MemHostProvider implements HostProvider {

    private static final String ID = "mem";
    static final Diagnosis DIAGNOSIS = Diagnosis.of(
            ID,
            List.of(Finding.ok("mem", "the host without guests", "always usable; it plays the life cycle of guests")));
    /** The worlds of this process, shared by however many instances the service loader makes. */
    private static final EmbeddedHosts HOSTS = new EmbeddedHosts(ID);

    /** For the service loader. */
    public MemHostProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean accepts(URI uri) {
        return ID.equals(uri.getScheme());
    }

    @Override
    public Diagnosis diagnose() {
        return DIAGNOSIS;
    }

    /**
     * Opens a world, or another handle on it.
     *
     * @throws io.hv.NotFoundException if the URI names another machine or has a parameter other than {@code without}
     */
    @Override
    public Host open(URI uri) {
        MemUri parsed = MemUri.of(uri);
        return HOSTS.open(uri, () -> new MemFactory(ID, parsed.without()));
    }
}
