package io.hv.kvm.net.services;

import io.hv.DhcpHost;
import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the spec of a network hands out of one kind of addresses: fixed ones, and those for whoever asks. */
final class HandedOut {

    private final Map<MacAddress, DhcpHost> byMac = new HashMap<>();
    private final Map<String, DhcpHost> byName = new HashMap<>();
    private final Set<IpAddress> reserved = new HashSet<>();
    private final Pool pool;

    HandedOut(Optional<NetworkAddress> network) {
        this.pool = new Pool(network.map(NetworkAddress::ranges).orElseGet(List::of));
        network.ifPresent(this::reserve);
    }

    private void reserve(NetworkAddress network) {
        IpAddress first = Addresses.first(network.address(), network.prefix());
        boolean named = network.prefix() < first.bits() - 1;
        reserved.add(network.address());
        if (named) {
            reserved.add(first);
        }
        if (named && !first.isV6()) {
            reserved.add(Addresses.last(network.address(), network.prefix()));
        }
        for (DhcpHost host : network.hosts()) {
            reserved.add(host.address());
            host.mac().ifPresent(mac -> byMac.put(mac, host));
            host.name().ifPresent(name -> byName.put(Names.small(name), host));
        }
        reserved.forEach(pool::take);
    }

    /** The addresses for whoever asks, of which those that are reserved are taken. */
    Pool pool() {
        return pool;
    }

    /** Whether an address is one for whoever asks. */
    boolean isOpenToAll(IpAddress address) {
        return pool.indexOf(address) >= 0 && !reserved.contains(address);
    }

    /** Makes an address free again, unless it is reserved for somebody. */
    void free(IpAddress address) {
        if (!reserved.contains(address)) {
            pool.free(address);
        }
    }

    /** What is fixed for a machine: by its MAC address, or else by its name where no MAC address is said. */
    Optional<DhcpHost> fixed(MacAddress mac, Optional<String> name) {
        return Optional.ofNullable(byMac.get(mac))
                .or(() -> name.map(byName::get).filter(host -> host.mac().isEmpty()));
    }

    /** What is fixed for the machine of that name. */
    Optional<DhcpHost> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The name of the machine that an address is fixed for. */
    Optional<String> nameAt(IpAddress address) {
        for (Map.Entry<String, DhcpHost> host : byName.entrySet()) {
            if (host.getValue().address().equals(address)) {
                return Optional.of(host.getKey());
            }
        }
        return Optional.empty();
    }
}
