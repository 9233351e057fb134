package io.hv.kvm.backend;

import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The networks of a host that are active, by name. Safe for any thread. */
final class KvmNetworks {

    private final Map<String, SwitchNetwork> active = new ConcurrentHashMap<>();

    /** What there is not in a process. */
    static List<SpecFault> check(NetworkSpec spec) {
        if (spec.mode() == NetworkMode.ISOLATED || spec.mode() == NetworkMode.BRIDGE) {
            return List.of();
        }
        return List.of(SpecFault.of(
                "mode",
                spec.mode().toString(),
                "a network inside this process neither translates addresses nor routes",
                "use an isolated one, and NicSpec.userMode() for a card that reaches what the host reaches; or one on a"
                        + " bridge of the host's"));
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
