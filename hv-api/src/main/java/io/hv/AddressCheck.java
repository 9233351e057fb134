package io.hv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is wrong with an address of a network, and with what is handed out there. */
final class AddressCheck {

    /** In how many of its last bits a range may differ; more are too many for libvirt. */
    private static final int RANGE_BITS = 16;
    /** From this many bits on a network has no number and no broadcast address of its own (RFC 3021). */
    private static final int POINT_TO_POINT = 31;

    private final String path;
    private final NetworkAddress network;
    private final List<SpecFault> faults = new ArrayList<>();

    private AddressCheck(String path, NetworkAddress network) {
        this.path = path;
        this.network = network;
    }

    /** Every fault. */
    static List<SpecFault> faults(String path, NetworkAddress network) {
        AddressCheck check = new AddressCheck(path, network);
        int most = network.address().bits();
        if (network.prefix() < 1 || network.prefix() > most) {
            check.add(".prefix", network.prefix(), "an address has " + most + " bits", "use 1 to " + most);
            return check.faults;
        }
        check.address();
        check.ranges();
        check.hosts();
        return check.faults;
    }

    private void add(String part, Object value, String why, String remedy) {
        faults.add(SpecFault.of(path + part, value.toString(), why, remedy));
    }

    private void address() {
        IpAddress address = network.address();
        if (address.isMulticast() || address.isLoopback() || address.isUnspecified()) {
            add("", address, "no interface of a network has such an address", "use a private one, as 192.168.7.1");
        } else if (isReserved(address)) {
            add("", address, "it stands for the network as a whole", "use one between the first and the last");
        }
    }

    /**
     * The first and the last of IPv4's networks; of IPv6 the first, which is any router's (RFC 4291, 2.6.1), save between two
     * routers (RFC 6164).
     */
    private boolean isReserved(IpAddress address) {
        int rest = address.bits() - network.prefix();
        if (address.isV6() ? rest <= 1 : network.prefix() >= POINT_TO_POINT) {
            return false;
        }
        int ones = 0;
        for (int bit = 0; bit < rest; bit++) {
            ones += address.number().testBit(bit) ? 1 : 0;
        }
        return ones == 0 || (ones == rest && !address.isV6());
    }

    private boolean isInside(IpAddress address) {
        return address.isInNetwork(network.address(), network.prefix());
    }

    private void ranges() {
        for (int i = 0; i < network.ranges().size(); i++) {
            DhcpRange range = network.ranges().get(i);
            String part = ".ranges[" + i + "]";
            if (!isInside(range.first()) || !isInside(range.last())) {
                add(part, range, "not all of it is in this network", "stay within /" + network.prefix());
            } else if (range.first().compareTo(range.last()) > 0) {
                add(part, range, "it ends before it begins", "say the lower address first");
            } else if (!range.first().isInNetwork(range.last(), range.first().bits() - RANGE_BITS)) {
                add(part, range, "its ends differ in more than their last 16 bits", "say several ranges, or less");
            } else if (isReserved(range.first()) || isReserved(range.last())) {
                add(part, range, "an end of it stands for the network as a whole", "leave that address out");
            } else if (network.ranges().subList(0, i).stream().anyMatch(other -> overlap(range, other))) {
                add(part, range, "it shares addresses with another range", "say each address once");
            }
        }
    }

    private static boolean overlap(DhcpRange one, DhcpRange other) {
        return one.contains(other.first()) || other.contains(one.first());
    }

    private void hosts() {
        Set<Object> said = new HashSet<>();
        for (int i = 0; i < network.hosts().size(); i++) {
            DhcpHost host = network.hosts().get(i);
            String part = ".hosts[" + i + "]";
            if (host.mac().isEmpty() && host.name().isEmpty()) {
                add(part, host, "nobody is said to get it", "say a MAC address, or a name");
            }
            if (!isInside(host.address()) || isReserved(host.address())) {
                add(part + ".address", host.address(), "no machine of this network can have it", "use one within");
            }
            host.mac().ifPresent(mac -> mac(part, mac));
            host.name().filter(name -> !DnsName.isHost(name)).ifPresent(name -> {
                add(part + ".name", name, "it is no name of a machine", DnsName.REMEDY);
            });
            List<Object> own = new ArrayList<>(List.of(host.address()));
            host.mac().ifPresent(own::add);
            host.name().map(name -> name.toLowerCase(Locale.ROOT)).ifPresent(own::add);
            if (own.stream().anyMatch(said::contains)) {
                add(part, host, "its address, MAC address or name is another one's too", "say each once");
            }
            said.addAll(own);
        }
    }

    private void mac(String part, MacAddress mac) {
        if (network.address().isV6()) {
            add(part + ".mac", mac, "DHCP of IPv6 does not go by MAC addresses", "say the name");
        } else if (mac.isMulticast()) {
            add(part + ".mac", mac, "it stands for a group, and no interface has it", "use the interface's own");
        }
    }
}
