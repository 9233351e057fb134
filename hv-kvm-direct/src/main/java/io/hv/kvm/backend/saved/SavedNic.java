package io.hv.kvm.backend.saved;

import io.hv.MacAddress;
import io.hv.NicModel;
import io.hv.NicSpec;

/**
 * A network card of a spec.
 *
 * @param network that it is on; empty in user mode
 * @param mac its address
 * @param model which card it is
 * @param up whether its cable is in at the start
 */
record SavedNic(String network, String mac, String model, boolean up) {

    static SavedNic of(NicSpec nic) {
        return new SavedNic(
                nic.network().orElse(""),
                nic.mac().orElseThrow().toString(),
                nic.model().id(),
                nic.isLinkUp());
    }

    NicSpec nic() {
        NicSpec nic = network.isEmpty() ? NicSpec.userMode() : NicSpec.on(network);
        return nic.mac(MacAddress.parse(mac)).model(new NicModel(model)).link(up);
    }
}
