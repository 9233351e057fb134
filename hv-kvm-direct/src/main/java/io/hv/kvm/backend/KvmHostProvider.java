package io.hv.kvm.backend;

import io.hv.Candidate;
import io.hv.Diagnosis;
import io.hv.Host;
import io.hv.backend.DefinitionStore;
import io.hv.backend.EmbeddedHosts;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.diagnose.KvmDoctor;
import io.hv.spi.HostProvider;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Finds {@code kvm:///}, which is short for {@code kvm:///embed}: machines inside this process, whose definitions are in files. */
public final class KvmHostProvider implements HostProvider {

    private static final String ID = "kvm";
    private static final EmbeddedHosts HOSTS = new EmbeddedHosts(ID);

    /** For {@link java.util.ServiceLoader}. */
    public KvmHostProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean accepts(URI uri) {
        return ID.equals(uri.getScheme());
    }

    @Override
    public Host open(URI uri) {
        KvmUri parsed = KvmUri.of(uri);
        DefinitionStore definitions = DefinitionStore.at(parsed.root());
        return HOSTS.open(parsed.uri(), () -> KvmMachineFactory.open(definitions), Optional.of(definitions));
    }

    @Override
    public List<Candidate> probe() {
        return List.of(Candidate.of("kvm:///", diagnose()));
    }

    @Override
    public Diagnosis diagnose() {
        return KvmDoctor.diagnose(KvmOptions.defaults().hideXsave());
    }
}
