package io.hv.backend;

import io.hv.TransientDomain;

/** The handle of whoever created a transient domain: it still answers when the domain is gone. */
final class EmbeddedTransientDomain extends EmbeddedDomain implements TransientDomain {

    EmbeddedTransientDomain(EmbeddedHost host, LiveDomain live) {
        super(host, live);
    }

    @Override
    void checkKnown(LiveDomain domain) {
        // Answers for what was. Transitions are refused nevertheless: the host does not know it any more.
    }

    @Override
    public void close() {
        target().end();
    }
}
