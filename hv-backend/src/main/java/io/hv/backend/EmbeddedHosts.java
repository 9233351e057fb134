package io.hv.backend;

import io.hv.Host;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of one backend that run inside this process. Every {@link #open} of one URI gives another handle on the same
 * machines; the last close of a handle ends them. Safe for any thread.
 */
public final class EmbeddedHosts {

    /** The place of one URI, as long as a handle of it is open or being opened. */
    private static final class Place {

        /** Held while the world is made, which may take long: of several that open the URI, one makes it. */
        private final ReentrantLock making = new ReentrantLock();

        // Under the lock of the places.
        private @Nullable World world;
        /** How many are opening a handle. */
        private int openers;
    }

    private final String backend;
    private final Map<URI, Place> places = new HashMap<>();

    /**
     * None is open yet.
     *
     * @param backend the backend's id, for example {@code kvm}
     */
    public EmbeddedHosts(String backend) {
        this.backend = backend;
    }

    /**
     * Opens a handle. While it waits for the factory, hosts of other URIs can be opened; another opening of this URI waits
     * with it, and tries for itself if it fails.
     *
     * @param factory makes the machines; asked for only where no handle of that URI is open
     * @throws io.hv.InterruptedOperationException if this thread is interrupted while another one opens this URI
     */
    public Host open(URI uri, Supplier<? extends MachineFactory> factory) {
        return open(uri, factory, Optional.empty());
    }

    /**
     * The same, with definitions that outlive the process.
     *
     * @param definitions where they are; one URI always means the same folder
     */
    public Host open(URI uri, Supplier<? extends MachineFactory> factory, Optional<DefinitionStore> definitions) {
        Place place;
        synchronized (places) {
            place = places.computeIfAbsent(uri, key -> new Place());
            place.openers++;
        }
        try {
            Waits.lock(place.making, "the opening of " + uri);
            try {
                return entered(place, uri, factory, definitions);
            } finally {
                place.making.unlock();
            }
        } finally {
            synchronized (places) {
                place.openers--;
                removeIfUnused(uri, place);
            }
        }
    }

    private Host entered(
            Place place, URI uri, Supplier<? extends MachineFactory> factory, Optional<DefinitionStore> definitions) {
        Host present = enterIfOpen(place);
        if (present != null) {
            return present;
        }
        World fresh = new World(uri, backend, factory.get(), definitions);
        synchronized (places) {
            place.world = fresh;
            return enter(fresh);
        }
    }

    private @Nullable Host enterIfOpen(Place place) {
        synchronized (places) {
            return place.world == null ? null : enter(place.world);
        }
    }

    private Host enter(World world) {
        EmbeddedHost host = new EmbeddedHost(world, this);
        world.enter(host);
        return host;
    }

    private void removeIfUnused(URI uri, Place place) {
        if (place.world == null && place.openers == 0) {
            places.remove(uri, place);
        }
    }

    /** A handle has been closed; after the last one, the world ends. */
    void leave(World world, EmbeddedHost host) {
        boolean last;
        synchronized (places) {
            last = world.leave(host);
            Place place = places.get(world.uri());
            if (last && place != null && place.world == world) {
                place.world = null;
                removeIfUnused(world.uri(), place);
            }
        }
        if (last) {
            world.end();
        }
    }
}
