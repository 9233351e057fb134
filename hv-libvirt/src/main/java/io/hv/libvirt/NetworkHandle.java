package io.hv.libvirt;

import io.hv.Network;
import io.hv.NetworkSpec;
import java.util.Optional;

/** A network, through one handle of its host. */
final class NetworkHandle extends PersistentHandle<NetworkRef> implements Network {

    static final String NOUN = "network";

    NetworkHandle(HostHandle host, NetworkRef ref) {
        super(host, NOUN, ref);
    }

    @Override
    ConnectionShelf<?, NetworkRef> refs(SharedConnection shared) {
        return shared.networks();
    }

    @Override
    public NetworkSpec spec() {
        return spec(NetworkXmlReader::read, "net-dumpxml");
    }

    /** libvirt's own question for it is an error where there is none. */
    @Override
    public Optional<String> bridge() {
        return ask("XML of " + this, ref -> ref.isActive() ? NetworkXmlReader.bridge(ref.xml(0)) : Optional.empty());
    }
}
