package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The names of a network's machines. A name that the program or the network's spec has given comes before one that a machine
 * says of itself, and of several that say the same the first one has it.
 */
final class DnsZone {

    private final Station station;
    private final List<Leases> leases;

    DnsZone(Station station, List<Leases> leases) {
        this.station = station;
        this.leases = leases;
    }

    /** Whether nobody else can know a name: it has no dots, or it is in the network's domain. */
    boolean isOwn(String name) {
        return name.indexOf('.') < 0 || isDomain(name) || withoutDomain(name).isPresent();
    }

    boolean isDomain(String name) {
        return station.domain().filter(name::equals).isPresent();
    }

    private Optional<String> withoutDomain(String name) {
        return station.domain()
                .map(domain -> "." + domain)
                .filter(name::endsWith)
                .map(end -> name.substring(0, name.length() - end.length()));
    }

    /** The addresses of a machine, by its name with the network's domain or without; empty where there is none. */
    List<IpAddress> addresses(String name) {
        List<IpAddress> plain = named(name);
        return plain.isEmpty() ? withoutDomain(name).map(this::named).orElse(List.of()) : plain;
    }

    private List<IpAddress> named(String name) {
        List<IpAddress> fixed = leases.stream()
                .flatMap(each -> each.handedOut().named(name).stream())
                .map(host -> host.address())
                .toList();
        List<Binding> bindings = live(each -> each.name().filter(name::equals).isPresent());
        Set<MacAddress> macs = bindings.stream()
                .filter(Binding::trusted)
                .map(each -> each.client().mac())
                .collect(Collectors.toCollection(HashSet::new));
        if (macs.isEmpty() && fixed.isEmpty()) {
            bindings.stream().limit(1).forEach(each -> macs.add(each.client().mac()));
        }
        Set<IpAddress> addresses = new TreeSet<>(fixed);
        bindings.stream()
                .filter(each -> macs.contains(each.client().mac()))
                .forEach(each -> addresses.add(each.address()));
        return List.copyOf(addresses);
    }

    private List<Binding> live(Predicate<Binding> which) {
        List<Binding> all = new ArrayList<>();
        leases.forEach(each -> all.addAll(each.live(which)));
        return all;
    }

    /** The name of the machine that has an address, with the network's domain. */
    Optional<String> name(IpAddress address) {
        return live(each -> each.address().equals(address)).stream()
                .findFirst()
                .flatMap(Binding::name)
                .or(() -> fixedName(address))
                .map(this::withDomain);
    }

    private Optional<String> fixedName(IpAddress address) {
        return leases.stream()
                .flatMap(each -> each.handedOut().nameAt(address).stream())
                .findFirst();
    }

    private String withDomain(String name) {
        return station.domain()
                .map(domain -> name + "." + domain)
                .filter(Names::isGood)
                .orElse(name);
    }
}
