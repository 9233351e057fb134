package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Feature;
import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.function.Executable;

/** Networks: all that a host says of them is there, or all of it is refused. */
record NetworkProbe() implements FeatureProbe {

    @Override
    public void works(Bench bench) {
        Network network = bench.define(bench.network());
        assertTrue(bench.host().networks().contains(network));
        assertEquals(network, bench.host().network(network.uuid()));
    }

    @Override
    public void isRefused(Bench bench) {
        Host host = bench.host();
        NetworkSpec spec = NetworkSpec.isolated(bench.name("refused")).build();
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("check", () -> host.check(spec));
        calls.put("define", () -> host.define(spec));
        calls.put("networks", host::networks);
        calls.put("findNetwork", () -> host.findNetwork(spec.name()));
        calls.put("findNetwork by UUID", () -> host.findNetwork(new UUID(1, 1)));
        calls.put("network", () -> host.network(spec.name()));
        calls.put("network by UUID", () -> host.network(new UUID(1, 1)));
        calls.values().forEach(call -> Probes.refused(Feature.NETWORKS, call));
    }
}
