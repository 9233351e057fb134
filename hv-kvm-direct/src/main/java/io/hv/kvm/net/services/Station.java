package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The host on a network, as the network's spec makes it: its addresses, and what it has to tell. Immutable. */
final class Station {

    /** {@code 52:54:00}, as machines have it. */
    private static final long MADE_UP = 0x52_54_00_00_00_00L;

    private final UUID uuid;
    private final MacAddress mac;
    private final IpAddress linkLocal;
    private final NetworkMode mode;
    private final List<NetworkAddress> v4;
    private final List<NetworkAddress> v6;
    private final Optional<String> domain;
    private final OptionalInt mtu;

    Station(NetworkSpec spec) {
        this.uuid =
                spec.uuid().orElseGet(() -> UUID.nameUUIDFromBytes(spec.name().getBytes(StandardCharsets.UTF_8)));
        this.mac = mac(uuid);
        this.linkLocal = Addresses.linkLocal(mac);
        this.mode = spec.mode();
        this.v4 = ofKind(spec, false);
        this.v6 = ofKind(spec, true);
        this.domain = spec.dnsDomain().map(Names::small);
        this.mtu = spec.mtu();
    }

    private static List<NetworkAddress> ofKind(NetworkSpec spec, boolean v6) {
        return spec.addresses().stream()
                .filter(each -> each.address().isV6() == v6)
                .toList();
    }

    private static MacAddress mac(UUID uuid) {
        long folded = uuid.getMostSignificantBits() ^ uuid.getLeastSignificantBits();
        return new MacAddress(MADE_UP | ((folded ^ folded >>> 24 ^ folded >>> 48) & 0xff_ffff));
    }

    UUID uuid() {
        return uuid;
    }

    MacAddress mac() {
        return mac;
    }

    /** The address that every interface with IPv6 has. */
    IpAddress linkLocal() {
        return linkLocal;
    }

    /** Whether the host passes packets on for others. */
    boolean isRouter() {
        return mode == NetworkMode.NAT || mode == NetworkMode.ROUTED;
    }

    List<NetworkAddress> v4() {
        return v4;
    }

    /** The addresses of IPv6; where there is none, the host does not speak it. */
    List<NetworkAddress> v6() {
        return v6;
    }

    /** The network in which addresses of a kind are handed out. */
    Optional<NetworkAddress> dhcp(boolean wantsV6) {
        return (wantsV6 ? v6 : v4).stream().filter(NetworkAddress::isDhcp).findFirst();
    }

    /** The domain of its machines, in small letters. */
    Optional<String> domain() {
        return domain;
    }

    OptionalInt mtu() {
        return mtu;
    }

    /** Whether an address is one of the host's. */
    boolean isOwn(IpAddress address) {
        return address.isV6() ? !v6.isEmpty() && (address.equals(linkLocal) || has(v6, address)) : has(v4, address);
    }

    private static boolean has(List<NetworkAddress> networks, IpAddress address) {
        for (NetworkAddress network : networks) {
            if (network.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an address is in one of the networks that the host has an address in. */
    boolean isNear(IpAddress address) {
        for (NetworkAddress network : address.isV6() ? v6 : v4) {
            if (address.isInNetwork(network.address(), network.prefix())) {
                return true;
            }
        }
        return false;
    }

    /** Its addresses that machines ask for names, save the one that they find by themselves. */
    List<IpAddress> dnsServersV6() {
        return v6.stream().map(NetworkAddress::address).limit(3).toList();
    }
}
