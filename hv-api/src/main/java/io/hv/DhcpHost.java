package io.hv;

import java.util.Objects;
import java.util.Optional;

/**
 * A machine that always gets the same address by DHCP. It is known by the MAC address of its interface, or by the name that
 * it says, or by both; of IPv6 by its name alone. Immutable; each method that sets something returns a new value, and
 * {@link NetworkSpec.Builder#build()} checks it.
 */
public final class DhcpHost {

    private final IpAddress address;
    private final Optional<MacAddress> mac;
    private final Optional<String> name;

    private DhcpHost(IpAddress address, Optional<MacAddress> mac, Optional<String> name) {
        this.address = address;
        this.mac = mac;
        this.name = name;
    }

    /**
     * Who gets this address; who that is has to be said too.
     *
     * @throws IllegalArgumentException if the text is no address
     */
    public static DhcpHost of(String address) {
        return of(IpAddress.parse(address));
    }

    /** Who gets this address; who that is has to be said too. */
    public static DhcpHost of(IpAddress address) {
        return new DhcpHost(Objects.requireNonNull(address, "address"), Optional.empty(), Optional.empty());
    }

    /**
     * The one whose interface has this MAC address.
     *
     * @throws IllegalArgumentException if the text is no MAC address
     */
    public DhcpHost mac(String text) {
        return mac(MacAddress.parse(text));
    }

    /** The one whose interface has this MAC address. */
    public DhcpHost mac(MacAddress newMac) {
        return new DhcpHost(address, Optional.of(newMac), name);
    }

    /** The one that says this name: letters, digits and hyphens, a letter first; labels of it with dots between them. */
    public DhcpHost name(String newName) {
        return new DhcpHost(address, mac, Optional.of(newName));
    }

    /** The address that it gets. */
    public IpAddress address() {
        return address;
    }

    /** The MAC address of its interface. */
    public Optional<MacAddress> mac() {
        return mac;
    }

    /** Its name. */
    public Optional<String> name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DhcpHost that
                && address.equals(that.address)
                && mac.equals(that.mac)
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, mac, name);
    }

    @Override
    public String toString() {
        return address
                + mac.map(m -> " for " + m).orElse("")
                + name.map(n -> " for '" + n + "'").orElse("");
    }
}
