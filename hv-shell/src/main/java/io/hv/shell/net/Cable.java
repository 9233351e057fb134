package io.hv.shell.net;

import io.hv.Domain;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.net.NetworkPort;
import java.util.ArrayList;
import java.util.List;

/**
 * A network card's cable, on a network of this process.
 *
 * @param mac the card
 * @param network what it is connected to
 * @param port where
 */
record Cable(MacAddress mac, KvmNetwork network, NetworkPort port) {

    /**
     * Those of a machine's cards that are on networks, in the order of its spec; those in user mode have none.
     *
     * @throws io.hv.UnsupportedFeatureException if a network is not of this process
     * @throws io.hv.NotFoundException if the machine is not active
     */
    static List<Cable> of(Domain domain) {
        List<Cable> all = new ArrayList<>();
        for (NicSpec nic : domain.spec().nics()) {
            if (nic.network().isPresent() && nic.mac().isPresent()) {
                MacAddress mac = nic.mac().get();
                KvmNetwork network = domain.host().network(nic.network().get()).as(KvmNetwork.class);
                all.add(new Cable(mac, network, network.port(domain.name() + "/" + mac)));
            }
        }
        return List.copyOf(all);
    }
}
