package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.Feature;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** The networks of a host, through one handle of it. */
final class HostNetworks {

    private final HostHandle host;

    HostNetworks(HostHandle host) {
        this.host = host;
    }

    private SharedConnection shared() {
        SharedConnection shared = host.shared();
        shared.driver().features().require(host.toString(), Feature.NETWORKS);
        return shared;
    }

    /** libvirt honours all that a spec can say. */
    List<SpecFault> check() {
        SharedConnection unused = shared();
        return List.of();
    }

    /** Makes one where there is none of its name and UUID; libvirt itself would change that one. */
    Network define(NetworkSpec spec) {
        SharedConnection shared = shared();
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        String xml = NetworkXmlWriter.write(spec, uuid);
        String what = "define of the network '" + spec.name() + "'";
        ReentrantLock lock = shared.names(what);
        try {
            requireFree(shared, spec.name(), uuid);
            try (NetworkRef made = shared.networks().define(xml)) {
                return new NetworkHandle(host, made);
            } catch (LibvirtFailure e) {
                // Another client may have been faster.
                requireFree(shared, spec.name(), uuid);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        } finally {
            lock.unlock();
        }
    }

    private void requireFree(SharedConnection shared, String name, UUID uuid) throws LibvirtFailure {
        try (NetworkRef taken = shared.networks().find(name).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a network called '" + name + "' is on " + host.uri() + " already",
                        "choose another name, or undefine that one");
            }
        }
        try (NetworkRef taken = shared.networks().find(uuid).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a network with the UUID " + uuid + " is on " + host.uri() + " already: '" + taken.name() + "'",
                        "choose another UUID, or leave it to the host");
            }
        }
    }

    List<Network> list() {
        List<Network> networks = new ArrayList<>();
        try {
            List<NetworkRef> refs = shared().networks().list();
            try {
                for (NetworkRef ref : refs) {
                    networks.add(new NetworkHandle(host, ref));
                }
            } finally {
                refs.forEach(NetworkRef::close);
            }
        } catch (LibvirtFailure e) {
            throw e.translated("list of networks on " + host.uri());
        }
        networks.sort(Comparator.comparing(Network::name));
        return List.copyOf(networks);
    }

    Optional<Network> find(String name) {
        try (NetworkRef ref = shared().networks().find(name).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new NetworkHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the network '" + name + "' on " + host.uri());
        }
    }

    Optional<Network> find(UUID uuid) {
        try (NetworkRef ref = shared().networks().find(uuid).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new NetworkHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the network " + uuid + " on " + host.uri());
        }
    }
}
