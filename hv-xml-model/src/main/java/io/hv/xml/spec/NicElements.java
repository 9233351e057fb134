package io.hv.xml.spec;

import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.Interface;
import io.hv.xml.wire.domain.InterfaceSource;
import io.hv.xml.wire.domain.Link;
import io.hv.xml.wire.domain.Mac;
import io.hv.xml.wire.domain.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes network cards into a document. Each is found by its address, one without by its turn among those; what
 * {@link NicReader} cannot say stays as it is.
 */
final class NicElements {

    private NicElements() {}

    static void write(Change<List<NicSpec>> change, Domain domain) {
        Devices devices = Children.need(domain, Devices.class, Devices::new);
        Map<Interface, NicSpec> there = NicReader.read(devices);
        Map<String, Interface> elements = byKey(List.copyOf(there.keySet()), there::get);
        Map<String, NicSpec> before = byKey(change.before() == null ? List.of() : change.before(), Function.identity());
        Set<Interface> left = new LinkedHashSet<>(there.keySet());
        byKey(change.after(), Function.identity()).keySet().forEach(key -> left.remove(elements.get(key)));
        List<Interface> wanted = new ArrayList<>();
        byKey(change.after(), Function.identity()).forEach((key, spec) -> {
            Interface known = elements.get(key);
            Interface element = known == null ? readdressed(left, there, spec) : known;
            write(new Change<>(known == null ? null : before.get(key), spec), element);
            wanted.add(element);
        });
        place(devices, List.copyOf(there.keySet()), wanted);
    }

    /** A card that has got another address keeps all else that it has; where there is none such, it is a new one. */
    private static Interface readdressed(Set<Interface> left, Map<Interface, NicSpec> there, NicSpec spec) {
        for (Interface each : left) {
            NicSpec was = there.get(each);
            if (was != null && was.anyMac().equals(spec.anyMac())) {
                left.remove(each);
                return each;
            }
        }
        return new Interface();
    }

    /** Each by its card's address, or by its turn among those that have none. */
    private static <T> Map<String, T> byKey(List<T> all, Function<T, NicSpec> spec) {
        Map<String, T> keyed = new LinkedHashMap<>();
        int nameless = 0;
        for (T each : all) {
            MacAddress mac = spec.apply(each).mac().orElse(null);
            keyed.put(mac == null ? "#" + nameless++ : mac.toString(), each);
        }
        return keyed;
    }

    /** Those that stay do not move where their order is the same. */
    private static void place(Devices devices, List<Interface> there, List<Interface> wanted) {
        List<Interface> kept = there.stream().filter(wanted::contains).toList();
        boolean inPlace = kept.equals(wanted.subList(0, kept.size()));
        for (Interface each : there) {
            if (!inPlace || !wanted.contains(each)) {
                boolean unused = devices.remove(each);
            }
        }
        wanted.subList(inPlace ? kept.size() : 0, wanted.size()).forEach(devices::add);
    }

    private static void write(Change<NicSpec> change, Interface nic) {
        NicSpec spec = change.after();
        if (change.of(NicSpec::network)) {
            network(nic, spec);
        }
        if (change.of(NicSpec::mac)) {
            mac(nic, spec);
        }
        if (change.of(NicSpec::model)) {
            Children.need(nic, Model.class, Model::new).type = spec.model().id();
        }
        if (change.of(NicSpec::isLinkUp)) {
            link(nic, spec);
        }
    }

    private static void network(Interface nic, NicSpec spec) {
        if (spec.network().isEmpty()) {
            nic.type = "user";
            nic.first(InterfaceSource.class).ifPresent(source -> {
                source.network = null;
                Children.dropIfEmpty(nic, source);
            });
        } else {
            nic.type = "network";
            Children.need(nic, InterfaceSource.class, InterfaceSource::new).network =
                    spec.network().get();
        }
    }

    private static void mac(Interface nic, NicSpec spec) {
        if (spec.mac().isEmpty()) {
            Children.drop(nic, Mac.class);
        } else {
            Children.need(nic, Mac.class, Mac::new).address = spec.mac().get().toString();
        }
    }

    private static void link(Interface nic, NicSpec spec) {
        if (spec.isLinkUp()) {
            Children.drop(nic, Link.class);
        } else {
            Children.need(nic, Link.class, Link::new).state = "down";
        }
    }
}
