package io.hv.backend;

import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkSpec;
import java.util.Optional;
import java.util.UUID;

/** A network through one handle of its host. */
final class EmbeddedNetwork implements Network {

    private final EmbeddedHost host;
    private final LiveNetwork live;

    EmbeddedNetwork(EmbeddedHost host, LiveNetwork live) {
        this.host = host;
        this.live = live;
    }

    /** The network, if this handle may still be used. */
    private LiveNetwork live() {
        host.checkOpen();
        live.requireKnown();
        return live;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public String name() {
        return live.name();
    }

    @Override
    public UUID uuid() {
        return live.uuid();
    }

    @Override
    public NetworkSpec spec() {
        return live().spec();
    }

    @Override
    public boolean isActive() {
        return live().isActive();
    }

    /** Always: nobody makes one for a while here. */
    @Override
    public boolean isPersistent() {
        live().requireKnown();
        return true;
    }

    @Override
    public boolean isAutostart() {
        return live().isAutostart();
    }

    @Override
    public void autostart(boolean on) {
        live().autostart(on);
    }

    @Override
    public Optional<String> bridge() {
        return live().bridge();
    }

    @Override
    public void start() {
        live().start();
    }

    @Override
    public void stop() {
        live().stop();
    }

    @Override
    public void undefine() {
        live().undefine();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddedNetwork that && live == that.live;
    }

    @Override
    public int hashCode() {
        return live.uuid().hashCode();
    }

    @Override
    public String toString() {
        return live.toString();
    }
}
