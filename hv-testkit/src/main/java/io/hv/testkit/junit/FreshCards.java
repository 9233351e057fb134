package io.hv.testkit.junit;

import io.hv.AgentException;
import io.hv.Domain;
import io.hv.GuestInterface;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.OperationTimeoutException;
import io.hv.UnsupportedFeatureException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The network cards of a fork that runs, in the place of those that it has from its original: its guest lets go of one after
 * another, and gets one with an address that no other machine has. Whether it does is what the agent in it says.
 */
final class FreshCards {

    /** No agent tells when something has changed: it is asked again. */
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Domain fork;
    private final Duration patience;
    /** By the card's address, which IP addresses the one in whose place it is had. */
    private final Map<MacAddress, Families> fresh = new LinkedHashMap<>();

    private FreshCards(Domain fork, Duration patience) {
        this.fork = fork;
        this.patience = patience;
    }

    /**
     * Exchanges them, and waits until the guest has found the new ones.
     *
     * @param fork its agent answers
     * @param golden what it is a fork of: an address that its spec names stays
     * @param networks on which the cards are
     * @param patience how long the guest may take for each thing that it has to do
     * @throws NoFreshCardsException if the guest does not let go of a card, or does not take a new one
     */
    static FreshCards plug(Domain fork, GoldenMachine golden, Collection<String> networks, Duration patience) {
        FreshCards cards = new FreshCards(fork, patience);
        cards.orRefused("it does not exchange its network cards", () -> cards.exchange(golden, networks));
        return cards;
    }

    /**
     * Waits until each has IP addresses of the families of which the one in whose place it is had some: with IPv6, for example,
     * it has one by itself long before a server of DHCP has given it one of IPv4.
     *
     * @throws NoFreshCardsException if it does not get them in time
     */
    void awaitAddresses() {
        orRefused(
                "it gives no IP address to network cards that come while it runs, see GoldenMachine.joins",
                () -> until("IP addresses of its new network cards", this::isAddressed));
    }

    private boolean isAddressed(Map<MacAddress, Families> all) {
        return fresh.entrySet().stream()
                .allMatch(card -> all.getOrDefault(card.getKey(), Families.NONE).includes(card.getValue()));
    }

    private void exchange(GoldenMachine golden, Collection<String> networks) {
        Set<MacAddress> named =
                golden.spec().nics().stream().flatMap(nic -> nic.mac().stream()).collect(Collectors.toSet());
        Map<MacAddress, Families> before = cards();
        for (Nic nic : fork.nics()) {
            if (nic.spec().network().filter(networks::contains).isPresent()) {
                NicSpec was = nic.detach().await(patience);
                NicSpec its = named.contains(nic.mac()) ? was : was.anyMac();
                Families had = before.getOrDefault(nic.mac(), Families.NONE);
                Families unused = fresh.put(fork.attach(its).mac(), had);
            }
        }
        until("its new network cards", all -> all.keySet().containsAll(fresh.keySet()));
    }

    private void until(String awaited, Predicate<Map<MacAddress, Families>> there) {
        new Watch(fork, awaited, patience).await((domain, longest) -> {
            while (!there.test(cards())) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
        });
    }

    /** Those that its guest has, by their addresses. */
    private Map<MacAddress, Families> cards() {
        Map<MacAddress, Families> all = new HashMap<>();
        for (GuestInterface each : fork.agent().within(patience).interfaces()) {
            // Several interfaces may have the address of one card, a bridge's for example.
            each.mac().ifPresent(mac -> all.merge(mac, Families.of(each.addresses()), Families::and));
        }
        return all;
    }

    private void orRefused(String words, Runnable work) {
        try {
            work.run();
        } catch (OperationTimeoutException | UnsupportedFeatureException | AgentException e) {
            throw new NoFreshCardsException(words + ": " + e.getMessage(), e);
        }
    }
}
