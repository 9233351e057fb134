package io.hv.libvirt;

import io.hv.Feature;
import java.util.ArrayList;
import java.util.List;

/** What a connection has libvirt tell of. */
final class Registrations {

    private Registrations() {}

    /** The events of domains, and of what else the host has. */
    static List<Registration> of(
            Driver driver, OwnRefs own, LifecycleFeed feed, DomainEventFeed domainEvents, LibvirtCalls calls) {
        List<Registration> all = new ArrayList<>(List.of(feed.registration()));
        all.addAll(domainEvents.callbacks().registrations(calls));
        ResourceFeed resources = new ResourceFeed(calls, feed::tell);
        if (driver.features().supports(Feature.NETWORKS).isSupported()) {
            all.add(resources.networks());
        }
        if (driver.features().supports(Feature.POOLS).isSupported()) {
            all.add(resources.pools());
        }
        if (own.secrets().missing().isEmpty()) {
            all.addAll(new SecretFeed(calls, feed::tell).registrations());
        }
        if (own.nodeDevices().missing().isEmpty()) {
            all.addAll(new NodeDeviceFeed(calls, feed::tell).registrations());
        }
        return List.copyOf(all);
    }
}
