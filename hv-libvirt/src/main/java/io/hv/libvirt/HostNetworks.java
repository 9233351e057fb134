package io.hv.libvirt;

import io.hv.Feature;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import java.util.List;
import java.util.UUID;

/** The networks of a host, through one handle of it. */
final class HostNetworks extends HostShelf<NetworkRef, NetworkHandle> {

    HostNetworks(HostHandle host) {
        super(host, NetworkHandle.NOUN, Feature.NETWORKS);
    }

    @Override
    ConnectionShelf<?, NetworkRef> refs(SharedConnection shared) {
        return shared.networks();
    }

    @Override
    NetworkHandle handle(NetworkRef ref) {
        return new NetworkHandle(host, ref);
    }

    /** libvirt honours all that a spec can say. */
    List<SpecFault> check() {
        SharedConnection unused = shared();
        return List.of();
    }

    Network define(NetworkSpec spec) {
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        return define(spec.name(), uuid, NetworkXmlWriter.write(spec, uuid));
    }
}
