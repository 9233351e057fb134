package io.hv.testkit.junit;

import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.TransientDomain;
import java.util.Map;
import java.util.UUID;

/**
 * Boots a golden machine until it is golden.
 *
 * @param host where
 * @param golden what
 */
record Boots(Host host, GoldenMachine golden) {

    /**
     * One more of them, running.
     *
     * @throws NotGoldenException if it does not become ready; with what is known of it, and nothing is left of it
     */
    TransientDomain boot(String name) {
        TransientDomain domain =
                host.create(golden.spec().edit(spec -> spec.name(name).uuid(UUID.randomUUID())));
        try {
            golden.bring(domain);
            if (!domain.state().isActive()) {
                throw Misfortune.ended(domain, "a machine to fork", new InvalidStateException("it is not active", ""));
            }
            return domain;
        } catch (ClosedException | InterruptedOperationException e) {
            throw closed(domain, e);
        } catch (RuntimeException | AssertionError e) {
            throw closed(domain, new NotGoldenException(golden.spec().name(), e, evidence(domain)));
        }
    }

    private static Map<String, String> evidence(Domain domain) {
        try {
            return domain.evidence();
        } catch (HypervisorException e) {
            return Map.of("evidence.txt", "not to be had: " + e + "\n");
        }
    }

    private static RuntimeException closed(TransientDomain domain, RuntimeException because) {
        try {
            domain.close();
        } catch (HypervisorException e) {
            because.addSuppressed(e);
        }
        return because;
    }
}
