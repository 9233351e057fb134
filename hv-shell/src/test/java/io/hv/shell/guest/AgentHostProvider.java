package io.hv.shell.guest;

import io.hv.Agent;
import io.hv.Diagnosis;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.TransientDomain;
import io.hv.mem.MemHostProvider;
import io.hv.spi.HostProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@code agents:///NAME}: {@code mem:///NAME}, whose guests have agents of the test's. With {@code ?outlives} it says that
 * its machines live in no process. Never offers itself.
 */
public final class AgentHostProvider implements HostProvider {

    private static final String ID = "agents";
    private static final Map<String, Agent> AGENTS = new ConcurrentHashMap<>();

    /** For the service loader. */
    public AgentHostProvider() {}

    /** The guest of the domain of that name, on all of these hosts, has an agent and this folder for its files. */
    public static HostAsGuest install(String domain, Path root) {
        HostAsGuest guest = new HostAsGuest(root);
        AGENTS.put(domain, guest.agent());
        return guest;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean accepts(URI uri) {
        return ID.equals(uri.getScheme());
    }

    /** As of mem:///, which runs no guests either. */
    @Override
    public Diagnosis diagnose() {
        return new MemHostProvider().diagnose();
    }

    @Override
    public Host open(URI uri) {
        Host host = Host.open("mem://" + uri.getPath());
        return Overlay.over(host, Host.class, new Hosts(host, uri));
    }

    /** What such a host does in its own way. */
    public static final class Hosts {

        private final Host host;
        private final URI uri;

        Hosts(Host host, URI uri) {
            this.host = host;
            this.uri = uri;
        }

        /** Its URI. */
        public URI uri() {
            return uri;
        }

        /** What it supports. */
        public Support supports(Feature feature) {
            return feature.equals(Feature.OUTLIVES_PROCESS) && "outlives".equals(uri.getQuery())
                    ? Support.yes()
                    : host.supports(feature);
        }

        /** A domain whose spec has no agent where it is run. */
        public TransientDomain create(DomainSpec spec, StartFlag... flags) {
            TransientDomain domain = host.create(spec.edit(builder -> builder.agent(false)), flags);
            return Overlay.over(domain, TransientDomain.class, new Domains(domain));
        }

        /** A domain with its agent. */
        public Optional<Domain> findDomain(String name) {
            return host.findDomain(name).map(each -> Overlay.over(each, Domain.class, new Domains(each)));
        }
    }

    /** What its domains do in their own way. */
    public static final class Domains {

        private final Domain domain;

        Domains(Domain domain) {
            this.domain = domain;
        }

        /** The one that was installed. */
        public Agent agent() {
            return Optional.ofNullable(AGENTS.get(domain.name())).orElseGet(domain::agent);
        }
    }
}
