package io.hv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network interface as its guest says that it is. Immutable. */
public final class GuestInterface {

    private final String name;
    private final @Nullable MacAddress mac;
    private final List<NetworkAddress> addresses;

    private GuestInterface(String name, @Nullable MacAddress mac, List<NetworkAddress> addresses) {
        this.name = name;
        this.mac = mac;
        this.addresses = addresses;
    }

    /** One of that name, without a hardware address, with these addresses. */
    public static GuestInterface of(String name, List<NetworkAddress> addresses) {
        return new GuestInterface(Objects.requireNonNull(name, "name"), null, List.copyOf(addresses));
    }

    /** The same with a hardware address. */
    public GuestInterface mac(MacAddress address) {
        return new GuestInterface(name, Objects.requireNonNull(address, "address"), addresses);
    }

    /** The guest's name for it, for example {@code eth0}. */
    public String name() {
        return name;
    }

    /** Its hardware address; some have none. */
    public Optional<MacAddress> mac() {
        return Optional.ofNullable(mac);
    }

    /** Its addresses, each with the prefix of its network, in the guest's order. */
    public List<NetworkAddress> addresses() {
        return addresses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GuestInterface that
                && name.equals(that.name)
                && Objects.equals(mac, that.mac)
                && addresses.equals(that.addresses);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, mac, addresses);
    }

    @Override
    public String toString() {
        return name + mac().map(each -> " (" + each + ")").orElse("") + " " + addresses;
    }
}
