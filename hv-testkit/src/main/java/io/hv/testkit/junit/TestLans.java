package io.hv.testkit.junit;

import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NicSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The networks of one test, by the names that machines' cards know them by. JUnit closes it. Used by the test's thread. */
final class TestLans implements AutoCloseable {

    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final Map<String, LanCapture> captures = new LinkedHashMap<>();
    private final List<AutoCloseable> all = new ArrayList<>();
    private final Set<MacAddress> addresses = new HashSet<>();

    /** Those of this test. */
    static TestLans of(ExtensionContext context) {
        Store store = context.getStore(Run.NAMESPACE);
        TestLans lans = store.get(TestLans.class, TestLans.class);
        if (lans == null) {
            lans = new TestLans();
            store.put(TestLans.class, lans);
        }
        return lans;
    }

    /** One more, of this test alone. Machines are closed before it, if this comes before there is one. */
    void start(DeclaredLan declared, Host host) {
        LiveLan own = LiveLan.start(host, declared.spec());
        all.add(0, own);
        join(declared, own);
    }

    /** One more, which is there already, and stays. */
    void join(DeclaredLan declared, LiveLan lan) {
        networks.put(declared.name(), lan.network());
        if (declared.capture()) {
            LanCapture.start(lan.network()).ifPresent(capture -> {
                captures.put(declared.name(), capture);
                all.add(0, capture);
            });
        }
    }

    Network network(String name) {
        Network network = networks.get(name);
        if (network == null) {
            throw new IllegalStateException("the test has no network '" + name + "', but " + networks.keySet());
        }
        return network;
    }

    /** The same machine with its cards on these networks; nothing where it has none on them. */
    Optional<GoldenMachine> plug(GoldenMachine golden) {
        List<NicSpec> before = golden.spec().nics();
        List<NicSpec> after = before.stream().map(this::plug).toList();
        return before.equals(after) ? Optional.empty() : Optional.of(golden.withNics(after));
    }

    private NicSpec plug(NicSpec nic) {
        Network network = nic.network().map(networks::get).orElse(null);
        if (network == null) {
            return nic;
        }
        nic.mac().ifPresent(mac -> {
            if (!addresses.add(mac)) {
                throw new ExtensionConfigurationException("two machines of one test have a card with the address " + mac
                        + ": leave it out of the spec, or take one of them");
            }
        });
        NicSpec moved = NicSpec.on(network.name()).model(nic.model()).link(nic.isLinkUp());
        return nic.mac().map(moved::mac).orElse(moved);
    }

    /** The captures so far, by the names of their networks; they end. */
    Map<String, Path> captured() throws Exception {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Map.Entry<String, LanCapture> each : captures.entrySet()) {
            files.put(each.getKey(), each.getValue().end());
        }
        return files;
    }

    @Override
    public void close() {
        Closing.all(all);
    }
}
