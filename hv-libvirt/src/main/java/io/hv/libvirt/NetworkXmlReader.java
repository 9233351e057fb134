package io.hv.libvirt;

import io.hv.DhcpHost;
import io.hv.InvalidSpecException;
import io.hv.IpAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.w3c.dom.Element;

/** Reads of libvirt's network XML what the neutral spec can say. */
final class NetworkXmlReader {

    private NetworkXmlReader() {}

    /**
     * The spec of a network.
     *
     * @throws IllegalArgumentException if it is no network's XML
     * @throws InvalidSpecException if the neutral spec has no such network
     */
    static NetworkSpec read(String xml) {
        Element network = network(xml);
        String name = HardenedXml.text(network, "name").orElse("");
        NetworkSpec.Builder spec = NetworkSpec.isolated(name);
        HardenedXml.text(network, "uuid")
                .map(String::strip)
                .map(UUID::fromString)
                .ifPresent(spec::uuid);
        NetworkMode mode = HardenedXml.child(network, "forward")
                .map(forward -> mode(name, forward))
                .orElse(NetworkMode.ISOLATED);
        spec.mode(mode);
        if (mode == NetworkMode.BRIDGE) {
            bridge(network).ifPresent(spec::hostBridge);
        }
        HardenedXml.child(network, "mtu")
                .ifPresent(mtu ->
                        spec.mtu(Integer.parseInt(mtu.getAttribute("size").strip())));
        HardenedXml.child(network, "domain").ifPresent(domain -> spec.dnsDomain(domain.getAttribute("name")));
        HardenedXml.children(network, "ip").map(NetworkXmlReader::address).forEach(spec::address);
        return spec.build();
    }

    /** The bridge that it is on, where it has one. */
    static Optional<String> bridge(String xml) {
        return bridge(network(xml));
    }

    private static Optional<String> bridge(Element network) {
        return HardenedXml.child(network, "bridge")
                .map(bridge -> bridge.getAttribute("name"))
                .filter(name -> !name.isEmpty());
    }

    private static Element network(String xml) {
        Element network = HardenedXml.parse(xml);
        if (!network.getTagName().equals("network")) {
            throw new IllegalArgumentException("not a network's XML: its root is '" + network.getTagName() + "'");
        }
        return network;
    }

    private static NetworkMode mode(String name, Element forward) {
        String mode = forward.getAttribute("mode");
        return switch (mode) {
            case "", "nat" -> NetworkMode.NAT;
            case "route" -> NetworkMode.ROUTED;
            case "bridge" -> NetworkMode.BRIDGE;
            default ->
                throw new InvalidSpecException(
                        "network '" + name + "'",
                        List.of(SpecFault.of(
                                "mode", mode, "the neutral spec has no such network", "ask libvirt for its XML")));
        };
    }

    private static NetworkAddress address(Element ip) {
        IpAddress own = IpAddress.parse(ip.getAttribute("address").strip());
        NetworkAddress address = NetworkAddress.of(own, prefix(ip, own));
        for (Element dhcp : HardenedXml.children(ip, "dhcp").toList()) {
            for (Element range : HardenedXml.children(dhcp, "range").toList()) {
                address = address.range(range.getAttribute("start"), range.getAttribute("end"));
            }
            for (Element host : HardenedXml.children(dhcp, "host").toList()) {
                address = host.hasAttribute("mac") || host.hasAttribute("name") ? address.host(host(host)) : address;
            }
        }
        return address;
    }

    private static DhcpHost host(Element host) {
        DhcpHost known = DhcpHost.of(host.getAttribute("ip"));
        known = host.hasAttribute("mac") ? known.mac(host.getAttribute("mac")) : known;
        return host.hasAttribute("name") ? known.name(host.getAttribute("name")) : known;
    }

    /** Where none is said, libvirt takes that of the address's class (RFC 791, 2.3), and 64 of IPv6. */
    private static int prefix(Element ip, IpAddress address) {
        if (ip.hasAttribute("prefix")) {
            return Integer.parseInt(ip.getAttribute("prefix").strip());
        }
        if (ip.hasAttribute("netmask")) {
            return new BigInteger(
                            1,
                            IpAddress.parse(ip.getAttribute("netmask").strip()).bytes())
                    .bitCount();
        }
        if (address.isV6()) {
            return 64;
        }
        int first = address.bytes()[0] & 0xff;
        return first < 128 ? 8 : first < 192 ? 16 : 24;
    }
}
