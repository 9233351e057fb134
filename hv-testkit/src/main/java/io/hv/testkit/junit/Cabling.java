package io.hv.testkit.junit;

import io.hv.NetworkSpec;
import java.util.List;
import java.util.Map;

/**
 * Which networks of a test one of its machines has cards on.
 *
 * @param lans as they are declared, in the order of the cards
 * @param names what the host calls them, by the names that the cards know them by
 */
record Cabling(List<NetworkSpec> lans, Map<String, String> names) {

    Cabling {
        lans = List.copyOf(lans);
        names = Map.copyOf(names);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }
}
