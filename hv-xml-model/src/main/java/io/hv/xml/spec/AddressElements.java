package io.hv.xml.spec;

import io.hv.DhcpHost;
import io.hv.DhcpRange;
import io.hv.IpAddress;
import io.hv.NetworkAddress;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.network.Network;
import io.hv.xml.wire.network.Network.Ip.Dhcp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes the host's addresses on a network, each found by itself. */
final class AddressElements {

    private AddressElements() {}

    static void write(Change<List<NetworkAddress>> change, Network network) {
        Map<IpAddress, Network.Ip> there = new LinkedHashMap<>();
        network.all(Network.Ip.class)
                .forEach(ip -> there.put(NetworkReader.address(ip).address(), ip));
        Map<IpAddress, NetworkAddress> before = new LinkedHashMap<>();
        if (change.before() != null) {
            change.before().forEach(each -> before.put(each.address(), each));
        }
        Children.drop(network, Network.Ip.class);
        for (NetworkAddress each : change.after()) {
            Network.Ip ip = there.getOrDefault(each.address(), new Network.Ip());
            NetworkAddress was = before.get(each.address());
            if (was == null || !was.equals(each)) {
                write(new Change<>(was, each), ip);
            }
            network.add(ip);
        }
    }

    private static void write(Change<NetworkAddress> change, Network.Ip ip) {
        NetworkAddress spec = change.after();
        if (change.of(NetworkAddress::address)) {
            ip.address = spec.address().toString();
            ip.family = spec.address().isV6() ? "ipv6" : null;
        }
        if (change.of(NetworkAddress::prefix)) {
            ip.prefix = Integer.toString(spec.prefix());
            ip.netmask = null;
        }
        if (change.of(NetworkAddress::ranges) || change.of(NetworkAddress::hosts)) {
            Dhcp dhcp = Children.need(ip, Dhcp.class, Dhcp::new);
            boolean anew = change.before() == null;
            keep(
                            dhcp,
                            Dhcp.Range.class,
                            spec.ranges(),
                            range -> Optional.of(NetworkReader.range(range)),
                            Dhcp.Range::new,
                            anew)
                    .forEach(AddressElements::range);
            keep(dhcp, Dhcp.Host.class, spec.hosts(), NetworkReader::host, Dhcp.Host::new, anew)
                    .forEach(AddressElements::host);
            Children.dropIfEmpty(ip, dhcp);
        }
    }

    /**
     * Has an element for each of these, in their order: those that say one of them already, and new ones. What says none that
     * the spec can say stays, and comes first where the others had to move.
     *
     * @param anew whether all are to be written
     * @return the elements that are to be written, and what each is to say
     */
    private static <E extends WireElement, V> Map<E, V> keep(
            Dhcp dhcp,
            Class<E> type,
            List<V> wanted,
            Function<E, Optional<V>> reader,
            Supplier<E> maker,
            boolean anew) {
        List<E> there = new ArrayList<>();
        List<V> values = new ArrayList<>();
        for (E each : dhcp.all(type)) {
            reader.apply(each).ifPresent(value -> {
                there.add(each);
                values.add(value);
            });
        }
        boolean moved = !values.equals(wanted);
        if (moved) {
            there.forEach(dhcp::remove);
        }
        Map<E, V> said = new LinkedHashMap<>();
        for (V value : wanted) {
            int at = values.indexOf(value);
            E element = at < 0 ? maker.get() : there.get(at);
            if (moved) {
                dhcp.add(element);
            }
            if (anew || at < 0) {
                said.put(element, value);
            }
        }
        return said;
    }

    private static void range(Dhcp.Range element, DhcpRange range) {
        element.start = range.first().toString();
        element.end = range.last().toString();
    }

    private static void host(Dhcp.Host element, DhcpHost host) {
        element.ip = host.address().toString();
        element.mac = host.mac().map(Object::toString).orElse(null);
        element.name = host.name().orElse(null);
    }
}
