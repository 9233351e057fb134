package io.hv;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a network is to be: how far it reaches, the host's addresses on it, what it hands out. Immutable, and good by itself:
 * {@link Builder#build()} tells every fault.
 */
public final class NetworkSpec {

    private final String name;
    private final Optional<UUID> uuid;
    private final NetworkMode mode;
    private final Optional<String> hostBridge;
    private final List<NetworkAddress> addresses;
    private final Optional<String> dnsDomain;
    private final OptionalInt mtu;

    private NetworkSpec(Builder builder) {
        this.name = builder.name;
        this.uuid = builder.uuid;
        this.mode = builder.mode;
        this.hostBridge = builder.hostBridge;
        this.addresses = List.copyOf(builder.addresses);
        this.dnsDomain = builder.dnsDomain;
        this.mtu = builder.mtu;
    }

    /** Begins the spec of a {@link NetworkMode#ISOLATED} network of that name, under the rules of a domain's name. */
    public static Builder isolated(String name) {
        return new Builder(name, NetworkMode.ISOLATED);
    }

    /** Begins the spec of a {@link NetworkMode#NAT} network of that name. It needs an address. */
    public static Builder nat(String name) {
        return new Builder(name, NetworkMode.NAT);
    }

    /** Begins the spec of a {@link NetworkMode#ROUTED} network of that name. It needs an address. */
    public static Builder routed(String name) {
        return new Builder(name, NetworkMode.ROUTED);
    }

    /**
     * Begins the spec of a {@link NetworkMode#BRIDGE} network of that name.
     *
     * @param hostBridge the host's name of its bridge, for example {@code br0}
     */
    public static Builder bridge(String name, String hostBridge) {
        return new Builder(name, NetworkMode.BRIDGE).hostBridge(hostBridge);
    }

    /** The name, unique among the networks of a host. */
    public String name() {
        return name;
    }

    /** The UUID, where the caller has chosen one. */
    public Optional<UUID> uuid() {
        return uuid;
    }

    /** How far it reaches. */
    public NetworkMode mode() {
        return mode;
    }

    /** The bridge of the host's that it is on; there where the mode is {@link NetworkMode#BRIDGE}, and only there. */
    public Optional<String> hostBridge() {
        return hostBridge;
    }

    /** The host's addresses on it, in the order in which they were given. */
    public List<NetworkAddress> addresses() {
        return addresses;
    }

    /** The domain of the DNS that its machines' names are in. */
    public Optional<String> dnsDomain() {
        return dnsDomain;
    }

    /** The bytes of the largest packet, without its Ethernet header; where nothing is said, the host chooses. */
    public OptionalInt mtu() {
        return mtu;
    }

    /**
     * A changed copy.
     *
     * @throws InvalidSpecException with every fault of the result
     */
    public NetworkSpec edit(Consumer<Builder> change) {
        Builder builder = toBuilder();
        change.accept(builder);
        return builder.build();
    }

    /** A builder that holds all of this. */
    public Builder toBuilder() {
        Builder builder = new Builder(name, mode);
        builder.uuid = uuid;
        builder.hostBridge = hostBridge;
        builder.addresses.addAll(addresses);
        builder.dnsDomain = dnsDomain;
        builder.mtu = mtu;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkSpec that
                && name.equals(that.name)
                && uuid.equals(that.uuid)
                && mode == that.mode
                && hostBridge.equals(that.hostBridge)
                && addresses.equals(that.addresses)
                && dnsDomain.equals(that.dnsDomain)
                && mtu.equals(that.mtu);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, uuid, mode, hostBridge, addresses, dnsDomain, mtu);
    }

    @Override
    public String toString() {
        return "'" + name + "' " + mode
                + hostBridge.map(bridge -> " " + bridge).orElse("")
                + (addresses.isEmpty() ? "" : ", addresses " + addresses)
                + dnsDomain.map(domain -> ", domain " + domain).orElse("")
                + (mtu.isPresent() ? ", MTU " + mtu.getAsInt() : "");
    }

    /** Collects a spec. Not safe for several threads. */
    public static final class Builder {

        private String name;
        private Optional<UUID> uuid = Optional.empty();
        private NetworkMode mode;
        private Optional<String> hostBridge = Optional.empty();
        private final List<NetworkAddress> addresses = new ArrayList<>();
        private Optional<String> dnsDomain = Optional.empty();
        private OptionalInt mtu = OptionalInt.empty();

        private Builder(String name, NetworkMode mode) {
            this.name = name;
            this.mode = mode;
        }

        /** Another name. */
        public Builder name(String newName) {
            this.name = newName;
            return this;
        }

        /** A UUID of the caller's choice. */
        public Builder uuid(UUID newUuid) {
            this.uuid = Optional.of(newUuid);
            return this;
        }

        /** How far it reaches. Of what is no {@link NetworkMode#BRIDGE} any more the host's bridge is forgotten. */
        public Builder mode(NetworkMode newMode) {
            this.mode = Objects.requireNonNull(newMode);
            this.hostBridge = newMode == NetworkMode.BRIDGE ? hostBridge : Optional.empty();
            return this;
        }

        /**
         * The bridge of the host's that it is on; only for {@link NetworkMode#BRIDGE}. A name that Linux gives to interfaces: 1
         * to 15 letters, digits, underscores, hyphens and dots.
         */
        public Builder hostBridge(String bridge) {
            this.hostBridge = Optional.of(bridge);
            return this;
        }

        /** One more address of the host's; not for {@link NetworkMode#BRIDGE}. */
        public Builder address(NetworkAddress address) {
            addresses.add(Objects.requireNonNull(address));
            return this;
        }

        /** These addresses in place of all so far. */
        public Builder addresses(List<NetworkAddress> newAddresses) {
            List<NetworkAddress> all = List.copyOf(newAddresses);
            addresses.clear();
            addresses.addAll(all);
            return this;
        }

        /** The domain of its machines' names, for example {@code lan.example}; not for {@link NetworkMode#BRIDGE}. */
        public Builder dnsDomain(String domain) {
            this.dnsDomain = Optional.of(domain);
            return this;
        }

        /**
         * The bytes of the largest packet, without its Ethernet header: 68 (RFC 791) to 65,535, and 1,280 at least where there
         * is an IPv6 address (RFC 8200, 5); not for {@link NetworkMode#BRIDGE}.
         */
        public Builder mtu(int bytes) {
            this.mtu = OptionalInt.of(bytes);
            return this;
        }

        /** The host chooses a UUID: for a copy of a network that is defined. */
        public Builder anyUuid() {
            this.uuid = Optional.empty();
            return this;
        }

        /** Its machines' names are in no domain. */
        public Builder noDnsDomain() {
            this.dnsDomain = Optional.empty();
            return this;
        }

        /** The host chooses the size of the largest packet. */
        public Builder anyMtu() {
            this.mtu = OptionalInt.empty();
            return this;
        }

        /**
         * The spec.
         *
         * @throws InvalidSpecException with every fault
         */
        public NetworkSpec build() {
            NetworkSpec spec = new NetworkSpec(this);
            List<SpecFault> faults = NetworkCheck.faults(spec);
            if (!faults.isEmpty()) {
                throw new InvalidSpecException("network '" + name + "'", faults);
            }
            return spec;
        }
    }
}
