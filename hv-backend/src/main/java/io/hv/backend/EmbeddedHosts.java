package io.hv.backend;

import io.hv.Host;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The hosts of one backend that run inside this process. Every {@link #open} of one URI gives another handle on the same
 * machines; the last close of a handle ends them. Safe for any thread.
 */
public final class EmbeddedHosts {

    private final String backend;
    private final Map<URI, World> worlds = new HashMap<>();

    /**
     * None is open yet.
     *
     * @param backend the backend's id, for example {@code kvm}
     */
    public EmbeddedHosts(String backend) {
        this.backend = backend;
    }

    /**
     * Opens a handle.
     *
     * @param factory makes the machines; asked for only where no handle of that URI is open
     */
    public Host open(URI uri, Supplier<? extends MachineFactory> factory) {
        synchronized (worlds) {
            World world = worlds.get(uri);
            if (world == null) {
                world = new World(uri, backend, factory.get());
                worlds.put(uri, world);
            }
            EmbeddedHost host = new EmbeddedHost(world, this);
            world.enter(host);
            return host;
        }
    }

    /** A handle has been closed; after the last one, the world ends. */
    void leave(World world, EmbeddedHost host) {
        boolean last;
        synchronized (worlds) {
            last = world.leave(host);
            if (last) {
                worlds.remove(world.uri());
            }
        }
        if (last) {
            world.end();
        }
    }
}
