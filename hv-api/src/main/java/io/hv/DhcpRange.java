package io.hv;

import java.util.Objects;

/**
 * Addresses that a network hands out by DHCP, from one to another, both of them too. Immutable.
 *
 * @param first the lowest
 * @param last the highest
 */
public record DhcpRange(IpAddress first, IpAddress last) {

    /** From one address to another; both are there. */
    public DhcpRange {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
    }

    /**
     * From one address to another.
     *
     * @throws IllegalArgumentException if one of the texts is no address
     */
    public static DhcpRange of(String first, String last) {
        return new DhcpRange(IpAddress.parse(first), IpAddress.parse(last));
    }

    /** Whether an address is one of these. */
    public boolean contains(IpAddress address) {
        return address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
    }

    @Override
    public String toString() {
        return first + " to " + last;
    }
}
