package io.hv.testkit.junit;

import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The networks of one test, by the names that machines' cards know them by. JUnit closes it. Used by the test's thread. */
final class TestLans implements AutoCloseable {

    private final Map<String, DeclaredLan> declared = new LinkedHashMap<>();
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
    void start(DeclaredLan wanted, Host host) {
        LiveLan own = LiveLan.start(host, wanted.spec());
        all.add(0, own);
        join(wanted, own);
    }

    /** One more, which is there already, and stays. */
    void join(DeclaredLan wanted, LiveLan lan) {
        declared.put(wanted.name(), wanted);
        networks.put(wanted.name(), lan.network());
        if (wanted.capture()) {
            LanCapture.start(lan.network()).ifPresent(capture -> {
                captures.put(wanted.name(), capture);
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

    /** Where one more machine's cards are to be. */
    Cabling cabling(GoldenMachine golden) {
        Map<String, NetworkSpec> lans = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (NicSpec nic : golden.spec().nics()) {
            DeclaredLan lan = nic.network().map(declared::get).orElse(null);
            if (lan != null) {
                require(nic);
                NetworkSpec unusedSpec = lans.put(lan.name(), lan.spec());
                String unusedName = names.put(lan.name(), network(lan.name()).name());
            }
        }
        return new Cabling(new ArrayList<>(lans.values()), names);
    }

    private void require(NicSpec nic) {
        nic.mac().ifPresent(mac -> {
            if (!addresses.add(mac)) {
                throw new ExtensionConfigurationException("two machines of one test have a card with the address " + mac
                        + ": leave it out of the spec, or take one of them");
            }
        });
    }

    /** The captures so far, by the names of their networks; they end. */
    Map<String, Path> captured() {
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
