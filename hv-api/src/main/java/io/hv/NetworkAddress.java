package io.hv;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An address that the host has on a network, with the prefix of the network, and what the host hands out there by DHCP:
 * nothing, unless it is said. Immutable; each method that sets something returns a new value, and
 * {@link NetworkSpec.Builder#build()} checks it.
 */
public final class NetworkAddress {

    private final IpAddress address;
    private final int prefix;
    private final List<DhcpRange> ranges;
    private final List<DhcpHost> hosts;

    private NetworkAddress(IpAddress address, int prefix, List<DhcpRange> ranges, List<DhcpHost> hosts) {
        this.address = address;
        this.prefix = prefix;
        this.ranges = ranges;
        this.hosts = hosts;
    }

    /**
     * An address and its prefix, for example {@code 192.168.7.1/24} or {@code fd00:7::1/64}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static NetworkAddress of(String text) {
        int slash = text.indexOf('/');
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "not an address with its prefix: '" + text + "'; write for example 192.168.7.1/24");
        }
        return of(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(prefix));
    }

    /**
     * An address and its prefix.
     *
     * @param prefix how many bits all addresses of the network have in common, 1 to 32, of IPv6 1 to 128
     */
    public static NetworkAddress of(IpAddress address, int prefix) {
        return new NetworkAddress(Objects.requireNonNull(address, "address"), prefix, List.of(), List.of());
    }

    /**
     * Hands these addresses out too; both ends belong to them.
     *
     * @throws IllegalArgumentException if one of the texts is no address
     */
    public NetworkAddress range(String first, String last) {
        return range(DhcpRange.of(first, last));
    }

    /** Hands these addresses out too. They have all but their last 16 bits in common. */
    public NetworkAddress range(DhcpRange range) {
        return new NetworkAddress(address, prefix, with(ranges, range), hosts);
    }

    /** Hands a fixed address out too. */
    public NetworkAddress host(DhcpHost host) {
        return new NetworkAddress(address, prefix, ranges, with(hosts, host));
    }

    private static <T> List<T> with(List<T> some, T more) {
        List<T> all = new ArrayList<>(some);
        all.add(Objects.requireNonNull(more));
        return List.copyOf(all);
    }

    /** The host's address. */
    public IpAddress address() {
        return address;
    }

    /** How many bits all addresses of the network have in common. */
    public int prefix() {
        return prefix;
    }

    /** The addresses that are handed out to whoever asks. */
    public List<DhcpRange> ranges() {
        return ranges;
    }

    /** The addresses that are handed out to one machine each. */
    public List<DhcpHost> hosts() {
        return hosts;
    }

    /** Whether anything is handed out. */
    public boolean isDhcp() {
        return !ranges.isEmpty() || !hosts.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkAddress that
                && address.equals(that.address)
                && prefix == that.prefix
                && ranges.equals(that.ranges)
                && hosts.equals(that.hosts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, prefix, ranges, hosts);
    }

    @Override
    public String toString() {
        return address + "/" + prefix
                + (ranges.isEmpty() ? "" : ", hands out " + ranges)
                + (hosts.isEmpty() ? "" : ", fixed " + hosts);
    }
}
