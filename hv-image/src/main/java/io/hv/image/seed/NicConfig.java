package io.hv.image.seed;

import io.hv.IpAddress;
import io.hv.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a guest is to set up one network card, which is known by its MAC address. Immutable; each method that sets something
 * returns a new value. What is not possible is an {@link IllegalArgumentException} at once.
 */
public final class NicConfig {

    /** Linux has 15 bytes for it. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,14}");

    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)(\\.(?!-)[a-zA-Z0-9-]{1,63}(?<!-))*");
    private static final IpAddress LINK_LOCAL = IpAddress.parse("fe80::");

    private record Address(IpAddress address, int prefix) {

        boolean reaches(IpAddress other) {
            return address.isInNetwork(other, prefix) || (address.isV6() && isLinkLocal(other));
        }

        private static boolean isLinkLocal(IpAddress other) {
            return LINK_LOCAL.isInNetwork(other, 10);
        }

        @Override
        public String toString() {
            return address + "/" + prefix;
        }
    }

    private final MacAddress mac;
    private final @Nullable String name;
    private final boolean dhcp;
    private final List<Address> addresses;
    private final List<IpAddress> gateways;
    private final List<IpAddress> nameServers;
    private final List<String> searchDomains;

    private NicConfig(
            MacAddress mac,
            @Nullable String name,
            boolean dhcp,
            List<Address> addresses,
            List<IpAddress> gateways,
            List<IpAddress> nameServers,
            List<String> searchDomains) {
        this.mac = mac;
        this.name = name;
        this.dhcp = dhcp;
        this.addresses = addresses;
        this.gateways = gateways;
        this.nameServers = nameServers;
        this.searchDomains = searchDomains;
    }

    /** With what DHCP (of IPv4) hands out. */
    public static NicConfig dhcp(MacAddress mac) {
        return new NicConfig(checked(mac), null, true, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * With an address of its own.
     *
     * @param prefix how many bits of it are the network's: 1 to 32, or 128 of IPv6
     */
    public static NicConfig fixed(MacAddress mac, IpAddress address, int prefix) {
        NicConfig none = new NicConfig(checked(mac), null, false, List.of(), List.of(), List.of(), List.of());
        return none.address(address, prefix);
    }

    private static MacAddress checked(MacAddress mac) {
        if (mac.isMulticast()) {
            throw new IllegalArgumentException(mac + " stands for a group, and no card has it");
        }
        return mac;
    }

    /** Called so in the guest; {@code net0}, {@code net1} and so on otherwise. Up to 15 letters, digits, '_' and '-'. */
    public NicConfig named(String newName) {
        if (!NAME.matcher(newName).matches()) {
            throw new IllegalArgumentException("a network card cannot be called '" + newName
                    + "'; use a letter and up to 14 letters, digits, '_' and '-'");
        }
        return new NicConfig(mac, newName, dhcp, addresses, gateways, nameServers, searchDomains);
    }

    /** With one more address. */
    public NicConfig address(IpAddress address, int prefix) {
        if (prefix < 1 || prefix > address.bits()) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits; 1 to " + address.bits());
        }
        if (address.isMulticast() || address.isLoopback() || address.isUnspecified()) {
            throw new IllegalArgumentException("no card can have the address " + address);
        }
        List<Address> more = more(addresses, new Address(address, prefix));
        return new NicConfig(mac, name, dhcp, more, gateways, nameServers, searchDomains);
    }

    /**
     * With a router for everything else, one of each of IPv4 and IPv6 at most. It is in the network of an address that was set
     * before, or has a link-local one of IPv6.
     */
    public NicConfig gateway(IpAddress router) {
        if (addresses.stream().noneMatch(each -> each.reaches(router))) {
            throw new IllegalArgumentException("the gateway " + router + " is in none of the networks " + addresses);
        }
        if (gateways.stream().anyMatch(each -> each.isV6() == router.isV6())) {
            throw new IllegalArgumentException("a second gateway " + router + " beside " + gateways);
        }
        return new NicConfig(mac, name, dhcp, addresses, more(gateways, router), nameServers, searchDomains);
    }

    /** With one more server of the DNS. */
    public NicConfig nameServer(IpAddress server) {
        return new NicConfig(mac, name, dhcp, addresses, gateways, more(nameServers, server), searchDomains);
    }

    /** With one more domain in which names are looked for. */
    public NicConfig searchDomain(String domain) {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("'" + domain + "' is no name of the DNS");
        }
        return new NicConfig(mac, name, dhcp, addresses, gateways, nameServers, more(searchDomains, domain));
    }

    private static <T> List<T> more(List<T> some, T another) {
        List<T> all = new ArrayList<>(some);
        all.add(another);
        return List.copyOf(all);
    }

    /** The card's address. */
    public MacAddress mac() {
        return mac;
    }

    /** What it is to be called. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * As version 2 has it. Gateways have their old keys: of a route, some of cloud-init's renderers know no {@code default}, and
     * take {@code ::/0} for {@code ::/64}. Without {@code set-name} some take the key for the card's name.
     */
    Map<String, Object> json(String called) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("match", Map.of("macaddress", mac.toString()));
        json.put("set-name", called);
        json.put("dhcp4", dhcp);
        if (!addresses.isEmpty()) {
            json.put("addresses", addresses.stream().map(Address::toString).toList());
        }
        gateways.forEach(each -> json.put(each.isV6() ? "gateway6" : "gateway4", each.toString()));
        Map<String, Object> dns = new LinkedHashMap<>();
        if (!nameServers.isEmpty()) {
            dns.put("addresses", nameServers.stream().map(IpAddress::toString).toList());
        }
        if (!searchDomains.isEmpty()) {
            dns.put("search", searchDomains);
        }
        if (!dns.isEmpty()) {
            json.put("nameservers", dns);
        }
        return json;
    }

    @Override
    public String toString() {
        return mac + (dhcp ? " by DHCP" : "") + (addresses.isEmpty() ? "" : " " + addresses);
    }
}
