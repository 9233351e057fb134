package io.hv.testkit.junit;

import io.hv.AgentException;
import io.hv.Domain;
import io.hv.GuestInterface;
import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.OperationTimeoutException;
import io.hv.UnsupportedFeatureException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final IpAddress LINK_LOCAL_V6 = IpAddress.parse("fe80::");
    private static final IpAddress LINK_LOCAL_V4 = IpAddress.parse("169.254.0.0");
    private static final int LINK_LOCAL_V6_PREFIX = 10;
    private static final int LINK_LOCAL_V4_PREFIX = 16;

    /** No agent tells when something has changed: it is asked again. */
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Domain fork;
    private final Duration patience;
    /** By the card's address, whether the one in whose place it is had an IP address. */
    private final Map<MacAddress, Boolean> fresh = new LinkedHashMap<>();

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
     * Waits until each has an IP address in whose place was one that had.
     *
     * @throws NoFreshCardsException if it gets none in time
     */
    void awaitAddresses() {
        Set<MacAddress> wanted = fresh.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        orRefused(
                "it gives no IP address to network cards that come while it runs, see GoldenMachine.joins",
                () -> until(
                        "IP addresses of its new network cards",
                        all -> addressed(all).containsAll(wanted)));
    }

    private void exchange(GoldenMachine golden, Collection<String> networks) {
        Set<MacAddress> named =
                golden.spec().nics().stream().flatMap(nic -> nic.mac().stream()).collect(Collectors.toSet());
        Set<MacAddress> before = addressed(interfaces());
        for (Nic nic : fork.nics()) {
            if (nic.spec().network().filter(networks::contains).isPresent()) {
                NicSpec was = nic.detach().await(patience);
                NicSpec its = named.contains(nic.mac()) ? was : was.anyMac();
                boolean unused = fresh.put(fork.attach(its).mac(), before.contains(nic.mac())) != null;
            }
        }
        until("its new network cards", all -> addresses(all).containsAll(fresh.keySet()));
    }

    private void until(String awaited, Predicate<List<GuestInterface>> there) {
        new Watch(fork, awaited, patience).await((domain, longest) -> {
            while (!there.test(interfaces())) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
        });
    }

    private List<GuestInterface> interfaces() {
        return fork.agent().within(patience).interfaces();
    }

    private static Set<MacAddress> addresses(List<GuestInterface> all) {
        return all.stream().flatMap(each -> each.mac().stream()).collect(Collectors.toCollection(HashSet::new));
    }

    /** Those that others than their neighbours can reach. */
    private static Set<MacAddress> addressed(List<GuestInterface> all) {
        return addresses(all.stream()
                .filter(each -> each.addresses().stream()
                        .map(NetworkAddress::address)
                        .anyMatch(address -> !isLinkLocal(address)))
                .toList());
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address.isV6()
                ? address.isInNetwork(LINK_LOCAL_V6, LINK_LOCAL_V6_PREFIX)
                : address.isInNetwork(LINK_LOCAL_V4, LINK_LOCAL_V4_PREFIX);
    }

    private void orRefused(String words, Runnable work) {
        try {
            work.run();
        } catch (OperationTimeoutException | UnsupportedFeatureException | AgentException e) {
            throw new NoFreshCardsException(words + ": " + e.getMessage(), e);
        }
    }
}
