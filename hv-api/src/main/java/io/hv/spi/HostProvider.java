package io.hv.spi;

import io.hv.Candidate;
import io.hv.Diagnosis;
import io.hv.Host;
import java.net.URI;
import java.util.List;

/**
 * A backend, found by {@link java.util.ServiceLoader}. The constructor, {@link #id()} and {@link #accepts(URI)} must
 * touch no native code, so that a backend on the class path costs nothing where it is not used. Safe for any thread.
 */
public interface HostProvider {

    /** A short, stable name, for example {@code kvm}. Of two providers with one id the first found wins. */
    String id();

    /** Whether {@link #open(URI)} understands this URI. Looks at nothing but the URI. */
    boolean accepts(URI uri);

    /**
     * Opens a host.
     *
     * @throws io.hv.HypervisorException if it cannot be opened; nothing is left open then
     */
    Host open(URI uri);

    /**
     * What this backend could open on this machine, best first. Probes quickly and opens nothing for good.
     *
     * @return none where the backend only makes sense when it is asked for by name
     */
    default List<Candidate> probe() {
        return List.of();
    }

    /**
     * What this backend finds on this machine, whether a host can be opened here or not. May take a second.
     *
     * @return without findings where the backend looks at nothing
     */
    default Diagnosis diagnose() {
        return Diagnosis.of(id(), List.of());
    }
}
