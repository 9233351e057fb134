package io.hv.kvm.backend;

import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.kvm.net.gateway.Gateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The networks of a host that are active, by name. Safe for any thread. */
final class KvmNetworks {

    private final Map<String, SwitchNetwork> active = new ConcurrentHashMap<>();

    /** What a network inside a process cannot be. Whether the host can be a gateway is seen when one starts. */
    static List<SpecFault> check(NetworkSpec spec) {
        boolean routed = spec.mode() == NetworkMode.NAT || spec.mode() == NetworkMode.ROUTED;
        if (!routed || spec.mtu().orElse(0) <= Gateway.MOST_MTU) {
            return List.of();
        }
        return List.of(SpecFault.of(
                "mtu",
                Integer.toString(spec.mtu().getAsInt()),
                "the host's interface on such a network has packets of " + Gateway.MOST_MTU + " bytes at most",
                "for example 1500"));
    }

    /** Begins one, which takes itself out at its end. */
    SwitchNetwork start(NetworkSpec spec) {
        SwitchNetwork network = new SwitchNetwork(spec, ended -> {
            boolean unused = active.remove(spec.name(), ended);
        });
        active.put(spec.name(), network);
        return network;
    }

    /**
     * One that a card is to be on.
     *
     * @throws NotFoundException if it is not active
     */
    SwitchNetwork require(String name) {
        SwitchNetwork network = active.get(name);
        if (network == null) {
            throw new NotFoundException(
                    "no network '" + name + "' is active", "define and start it before the machine, or choose another");
        }
        return network;
    }
}
