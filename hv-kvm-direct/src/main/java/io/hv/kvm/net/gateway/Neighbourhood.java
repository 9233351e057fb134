package io.hv.kvm.net.gateway;

import io.hv.IpAddress;
import io.hv.NetworkAddress;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The networks that the host is in, each behind an interface. */
final class Neighbourhood {

    /**
     * One of them.
     *
     * @param device the interface
     * @param address the host's address there
     * @param prefix how many bits all of its addresses have in common
     */
    record Place(String device, IpAddress address, int prefix) {

        boolean overlaps(NetworkAddress network) {
            return address.isV6() == network.address().isV6()
                    && prefix > 0
                    && address.isInNetwork(network.address(), Math.min(prefix, network.prefix()));
        }

        @Override
        public String toString() {
            return device + " has " + address + "/" + prefix;
        }
    }

    private Neighbourhood() {}

    /** A place that has addresses of a network, on another interface than its own. */
    static Optional<Place> overlapping(List<NetworkAddress> networks, String own, Stream<Place> places) {
        return places.filter(place -> !place.device().equals(own))
                .filter(place -> networks.stream().anyMatch(place::overlaps))
                .findFirst();
    }

    /** Those of this machine, or of this process's network namespace. */
    static Stream<Place> places() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(each -> each.getInterfaceAddresses().stream().map(address -> place(each.getName(), address)));
    }

    private static Place place(String device, InterfaceAddress on) {
        return new Place(device, address(on.getAddress()), on.getNetworkPrefixLength());
    }

    private static IpAddress address(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return IpAddress.parse(zone < 0 ? text : text.substring(0, zone));
    }
}
