package io.hv.testkit.junit;

import io.hv.IpAddress;
import io.hv.NetworkAddress;
import java.util.Collection;

/**
 * Of which families a network card has IP addresses that others than its neighbours can reach: link-local ones do not count.
 *
 * @param v4 whether it has one of IPv4
 * @param v6 whether it has one of IPv6
 */
record Families(boolean v4, boolean v6) {

    static final Families NONE = new Families(false, false);

    private static final IpAddress LINK_LOCAL_V6 = IpAddress.parse("fe80::");
    private static final IpAddress LINK_LOCAL_V4 = IpAddress.parse("169.254.0.0");
    private static final int LINK_LOCAL_V6_PREFIX = 10;
    private static final int LINK_LOCAL_V4_PREFIX = 16;

    static Families of(Collection<NetworkAddress> addresses) {
        return new Families(reached(addresses, false), reached(addresses, true));
    }

    /** Those of both. */
    Families and(Families more) {
        return new Families(v4 || more.v4, v6 || more.v6);
    }

    boolean includes(Families wanted) {
        return (v4 || !wanted.v4) && (v6 || !wanted.v6);
    }

    private static boolean reached(Collection<NetworkAddress> addresses, boolean v6) {
        return addresses.stream()
                .map(NetworkAddress::address)
                .anyMatch(address -> address.isV6() == v6 && !isLinkLocal(address));
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address.isV6()
                ? address.isInNetwork(LINK_LOCAL_V6, LINK_LOCAL_V6_PREFIX)
                : address.isInNetwork(LINK_LOCAL_V4, LINK_LOCAL_V4_PREFIX);
    }
}
