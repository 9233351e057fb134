package io.hv.xml.spec;

import io.hv.DhcpHost;
import io.hv.DhcpRange;
import io.hv.InvalidSpecException;
import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.xml.wire.network.Mtu;
import io.hv.xml.wire.network.Network;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of a network's document what the neutral spec can say. For one document. */
public final class NetworkReader {

    private final Network network;
    private final Parts parts = new Parts();

    private NetworkReader(Network network) {
        this.network = network;
    }

    /**
     * The spec of a network.
     *
     * @throws InvalidSpecException if it is none; with every fault
     */
    public static NetworkSpec read(Network network) {
        return new NetworkReader(network).read();
    }

    private NetworkSpec read() {
        String name = Children.textOf(network, Network.Name.class).orElse("");
        NetworkSpec.Builder spec = NetworkSpec.isolated(name);
        Optional<String> uuid =
                Children.textOf(network, Network.Uuid.class).map(String::strip).filter(text -> !text.isEmpty());
        parts.part(
                "/network/uuid", uuid.orElse(""), () -> uuid.map(Uuids::parse).ifPresent(spec::uuid));
        parts.part("/network/forward", mode(), () -> reach(spec));
        List<Network.Ip> ips = network.all(Network.Ip.class);
        for (int i = 0; i < ips.size(); i++) {
            Network.Ip ip = ips.get(i);
            String path = "/network/ip" + (ips.size() > 1 ? "[" + (i + 1) + "]" : "");
            parts.part(path, String.valueOf(ip.address), () -> spec.address(address(ip)));
        }
        network.first(Network.Domain.class).map(domain -> domain.name).ifPresent(spec::dnsDomain);
        Optional<String> mtu = network.first(Mtu.class).map(each -> each.size);
        parts.part(
                "/network/mtu/@size",
                mtu.orElse(""),
                () -> mtu.ifPresent(size -> spec.mtu(Integer.parseInt(size.strip()))));
        return parts.whole("network '" + name + "'", spec::build);
    }

    private String mode() {
        return network.first(Network.Forward.class)
                .map(forward -> Objects.requireNonNullElse(forward.mode, "nat"))
                .orElse("");
    }

    private void reach(NetworkSpec.Builder spec) {
        Optional<String> bridge = network.first(Network.Bridge.class).map(each -> each.name);
        switch (mode()) {
            case "" -> spec.mode(NetworkMode.ISOLATED);
            case "nat" -> spec.mode(NetworkMode.NAT);
            case "route" -> spec.mode(NetworkMode.ROUTED);
            case "bridge" -> {
                spec.mode(NetworkMode.BRIDGE);
                bridge.ifPresent(spec::hostBridge);
            }
            default -> throw new IllegalArgumentException("the neutral spec has no such network");
        }
    }

    static NetworkAddress address(Network.Ip ip) {
        IpAddress own = IpAddress.parse(stripped(ip.address));
        NetworkAddress address = NetworkAddress.of(own, prefix(ip, own));
        for (Network.Ip.Dhcp dhcp : ip.all(Network.Ip.Dhcp.class)) {
            for (Network.Ip.Dhcp.Range range : dhcp.all(Network.Ip.Dhcp.Range.class)) {
                address = address.range(range(range));
            }
            for (Network.Ip.Dhcp.Host host : dhcp.all(Network.Ip.Dhcp.Host.class)) {
                Optional<DhcpHost> known = host(host);
                address = known.isPresent() ? address.host(known.get()) : address;
            }
        }
        return address;
    }

    static DhcpRange range(Network.Ip.Dhcp.Range range) {
        return DhcpRange.of(stripped(range.start), stripped(range.end));
    }

    /** One that is known by an identifier of DHCPv6 alone is none that the spec can say. */
    static Optional<DhcpHost> host(Network.Ip.Dhcp.Host host) {
        if (host.ip == null || (host.mac == null && host.name == null)) {
            return Optional.empty();
        }
        DhcpHost known = DhcpHost.of(stripped(host.ip));
        known = host.mac == null ? known : known.mac(MacAddress.parse(host.mac.strip()));
        return Optional.of(host.name == null ? known : known.name(host.name));
    }

    /** Where none is said, libvirt takes that of the address's class (RFC 791, 2.3), and 64 of IPv6. */
    private static int prefix(Network.Ip ip, IpAddress address) {
        if (ip.prefix != null) {
            return Integer.parseInt(ip.prefix.strip());
        }
        if (ip.netmask != null) {
            return ones(IpAddress.parse(ip.netmask.strip()));
        }
        if (address.isV6()) {
            return 64;
        }
        int first = address.bytes()[0] & 0xff;
        return first < 128 ? 8 : first < 192 ? 16 : 24;
    }

    private static int ones(IpAddress mask) {
        StringBuilder bits = new StringBuilder();
        for (byte each : mask.bytes()) {
            bits.append(Integer.toBinaryString((each & 0xff) | 0x100).substring(1));
        }
        int ones = bits.indexOf("0") < 0 ? bits.length() : bits.indexOf("0");
        if (bits.indexOf("1", ones) >= 0) {
            throw new IllegalArgumentException("no netmask: " + mask);
        }
        return ones;
    }

    private static String stripped(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
