package io.hv.backend;

import io.hv.CloneReport;
import io.hv.Clones;
import io.hv.TransientDomain;
import java.util.List;

/** Clones, each of which is its own owner too. */
record EmbeddedClones(List<TransientDomain> domains, CloneReport report) implements Clones {

    EmbeddedClones {
        domains = List.copyOf(domains);
    }

    @Override
    public void close() {
        Release release = new Release();
        domains.forEach(domain -> release.step(domain::close));
        release.end();
    }
}
