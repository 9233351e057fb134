package io.hv.testkit.junit;

import io.hv.HypervisorException;
import io.hv.TransientDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The machines of one test. JUnit closes it when the test is over. Used by the test's thread. */
final class Machines implements AutoCloseable {

    private final List<TransientDomain> all = new ArrayList<>();

    /** Those of this test. */
    static Machines of(ExtensionContext context) {
        Store store = context.getStore(Run.NAMESPACE);
        Machines machines = store.get(Machines.class, Machines.class);
        if (machines == null) {
            machines = new Machines();
            store.put(Machines.class, machines);
        }
        return machines;
    }

    TransientDomain add(TransientDomain machine) {
        all.add(machine);
        return machine;
    }

    /** What is known of each, by its name. */
    Map<String, Map<String, String>> evidence() {
        Map<String, Map<String, String>> evidence = new LinkedHashMap<>();
        for (TransientDomain machine : all) {
            try {
                evidence.put(machine.name(), machine.evidence());
            } catch (HypervisorException e) {
                evidence.put(machine.name(), Map.of("evidence.txt", "not to be had: " + e + "\n"));
            }
        }
        return evidence;
    }

    @Override
    public void close() {
        Closing.all(all);
    }
}
