package io.hv.kvm.net.services;

import io.hv.DhcpHost;
import io.hv.IpAddress;
import io.hv.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address of one kind. The same machine gets the same address as long as nobody else needs it: what it had
 * last, or one that its MAC address decides. All is bounded, whatever machines ask for.
 */
final class Leases {

    static final Duration TIME = Duration.ofHours(1);

    /** For how long an address is kept for a machine that it was offered to. */
    static final Duration OFFER = Duration.ofSeconds(30);

    /** More are not kept at a time. */
    static final int MOST = 4096;

    private static final int MOST_OF_ONE_MAC = 8;

    private final HandedOut out;
    private final Names names;
    private final Declined declined;
    private final InstantSource clock;

    // All entries of a map last equally long, so the first one of each is over first.
    private final LinkedHashMap<Client, Binding> offered = new LinkedHashMap<>();
    private final LinkedHashMap<Client, Binding> bound = new LinkedHashMap<>();
    private final Map<IpAddress, Binding> byAddress = new HashMap<>();
    private final Map<MacAddress, List<Client>> byMac = new HashMap<>();

    Leases(HandedOut out, Names names, InstantSource clock) {
        this.out = out;
        this.names = names;
        this.clock = clock;
        this.declined = new Declined(out, clock);
    }

    /** The name by which a machine is known: the program's, or else what it says. */
    Optional<String> nameOf(MacAddress mac, Optional<String> said) {
        return names.known(mac).or(() -> said);
    }

    /**
     * Keeps an address for a machine until it asks for it.
     *
     * @param said the name that it says
     * @param wanted the address that it would like
     * @return the address; empty where there is none for it
     */
    Optional<IpAddress> offer(Client client, Optional<String> said, Optional<IpAddress> wanted) {
        forgetOffers();
        IpAddress address = choose(client, said, wanted);
        if (address == null) {
            return Optional.empty();
        }
        Binding has = bound.get(client);
        if (has == null || !has.address().equals(address)) {
            if (!makeRoom(client)) {
                return Optional.empty();
            }
            put(
                    offered,
                    new Binding(
                            client,
                            address,
                            Optional.empty(),
                            false,
                            clock.instant().plus(OFFER)));
        }
        return Optional.of(address);
    }

    private @Nullable IpAddress choose(Client client, Optional<String> said, Optional<IpAddress> wanted) {
        Optional<IpAddress> fixed = fixed(client, said);
        if (fixed.isPresent()) {
            return fixed.get();
        }
        Binding has = has(client);
        if (has != null && isOpen(has.address(), client)) {
            return has.address();
        }
        if (wanted.isPresent() && isOpen(wanted.get(), client)) {
            return wanted.get();
        }
        IpAddress free = out.pool().choose(client.mac().bits());
        return free == null && forgetOldest() ? out.pool().choose(client.mac().bits()) : free;
    }

    /** What is fixed for it, unless that is known by its name alone and another machine has it. */
    private Optional<IpAddress> fixed(Client client, Optional<String> said) {
        return out.fixed(client.mac(), nameOf(client.mac(), said))
                .map(DhcpHost::address)
                .filter(address -> !isOthers(address, client));
    }

    private boolean isOthers(IpAddress address, Client client) {
        Binding has = byAddress.get(address);
        return declined.has(address)
                || (has != null && !has.client().mac().equals(client.mac()) && !has.isOver(clock.instant()));
    }

    private @Nullable Binding has(Client client) {
        Binding has = bound.get(client);
        return has != null ? has : offered.get(client);
    }

    /** Whether it may have an address of the ranges. */
    private boolean isOpen(IpAddress address, Client client) {
        Binding has = byAddress.get(address);
        boolean isIts = has != null && has.client().equals(client);
        return isIts ? out.isOpenToAll(address) : out.pool().isFree(address);
    }

    /** Whether a machine has an address, or may have it now. */
    boolean mayHave(Client client, Optional<String> said, IpAddress address) {
        forgetOffers();
        Optional<IpAddress> fixed = fixed(client, said);
        return fixed.isPresent() ? fixed.get().equals(address) : isOpen(address, client);
    }

    /**
     * Gives a machine an address for {@link #TIME} from now on, and takes from it whatever it had.
     *
     * @return whether it may have it
     */
    boolean bind(Client client, Optional<String> said, IpAddress address) {
        if (!mayHave(client, said, address) || !makeRoom(client)) {
            return false;
        }
        Optional<String> trusted = trustedName(client.mac(), said, address);
        Optional<String> name = trusted.or(() -> said.filter(each -> isUnused(each, client.mac())));
        put(
                bound,
                new Binding(
                        client,
                        address,
                        name,
                        trusted.isPresent(),
                        clock.instant().plus(TIME)));
        return true;
    }

    /** The name that the program or the network's spec has for a machine. */
    Optional<String> trustedName(MacAddress mac, Optional<String> said, IpAddress address) {
        return names.known(mac).or(() -> fixedName(mac, said, address));
    }

    private Optional<String> fixedName(MacAddress mac, Optional<String> said, IpAddress address) {
        return out.fixed(mac, said)
                .filter(host -> host.address().equals(address))
                .flatMap(DhcpHost::name)
                .map(Names::small);
    }

    /** Whether no other machine has a name, or is to have it. */
    private boolean isUnused(String name, MacAddress mac) {
        Instant now = clock.instant();
        return out.named(name).isEmpty()
                && bound.values().stream()
                        .noneMatch(each -> each.name().isPresent()
                                && each.name().get().equals(name)
                                && !each.client().mac().equals(mac)
                                && !each.isOver(now));
    }

    private void put(Map<Client, Binding> into, Binding binding) {
        remove(byAddress.get(binding.address()));
        remove(offered.get(binding.client()));
        remove(bound.get(binding.client()));
        into.put(binding.client(), binding);
        byAddress.put(binding.address(), binding);
        byMac.computeIfAbsent(binding.client().mac(), mac -> new ArrayList<>()).add(binding.client());
        out.pool().take(binding.address());
    }

    private void remove(@Nullable Binding binding) {
        if (binding == null) {
            return;
        }
        offered.remove(binding.client(), binding);
        bound.remove(binding.client(), binding);
        byAddress.remove(binding.address(), binding);
        byMac.computeIfPresent(binding.client().mac(), (mac, all) -> {
            all.remove(binding.client());
            return all.isEmpty() ? null : all;
        });
        out.free(binding.address());
    }

    /** Sees to it that one more of this client's is not too many. */
    private boolean makeRoom(Client client) {
        if (has(client) != null) {
            return true;
        }
        List<Client> same = byMac.getOrDefault(client.mac(), List.of());
        if (same.size() >= MOST_OF_ONE_MAC) {
            remove(has(same.get(0)));
        }
        return bound.size() + offered.size() < MOST || forgetOldest();
    }

    private void forgetOffers() {
        Instant now = clock.instant();
        for (Binding first = first(offered); first != null && first.isOver(now); first = first(offered)) {
            remove(first);
        }
        declined.tick();
    }

    /** Forgets the lease that has been over for longest; false where none is over. */
    private boolean forgetOldest() {
        Binding first = first(bound);
        if (first == null || !first.isOver(clock.instant())) {
            return false;
        }
        remove(first);
        return true;
    }

    private static @Nullable Binding first(Map<Client, Binding> bindings) {
        Iterator<Binding> each = bindings.values().iterator();
        return each.hasNext() ? each.next() : null;
    }

    /** A machine has taken another server's offer. */
    void withdraw(Client client) {
        remove(offered.get(client));
    }

    /**
     * A machine does not need its address any more.
     *
     * @return whether it had that one
     */
    boolean release(Client client, IpAddress address) {
        Binding has = has(client);
        if (has == null || !has.address().equals(address)) {
            return false;
        }
        remove(has);
        return true;
    }

    /**
     * A machine has found that somebody uses its address already.
     *
     * @return whether it had that one
     */
    boolean decline(Client client, IpAddress address) {
        if (!release(client, address)) {
            return false;
        }
        declined.add(address);
        return true;
    }

    /** The bindings that are good now, of those that satisfy a condition, the oldest first. */
    List<Binding> live(Predicate<Binding> which) {
        Instant now = clock.instant();
        return bound.values().stream()
                .filter(each -> !each.isOver(now) && which.test(each))
                .toList();
    }

    /** What is fixed, and for whom. */
    HandedOut handedOut() {
        return out;
    }
}
