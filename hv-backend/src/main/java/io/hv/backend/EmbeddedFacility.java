package io.hv.backend;

import java.util.UUID;

/** A network or a pool through one handle of its host: what both can be asked and told. */
abstract class EmbeddedFacility<L extends LiveFacility<?>> {

    private final EmbeddedHost host;
    private final L live;

    EmbeddedFacility(EmbeddedHost host, L live) {
        this.host = host;
        this.live = live;
    }

    /** It, if this handle may still be used. */
    final L live() {
        host.checkOpen();
        live.requireKnown();
        return live;
    }

    public final EmbeddedHost host() {
        return host;
    }

    public final String name() {
        return live.name();
    }

    public final UUID uuid() {
        return live.uuid();
    }

    public final boolean isActive() {
        return live().isActive();
    }

    /** Always: nobody makes one for a while here. */
    public final boolean isPersistent() {
        live().requireKnown();
        return true;
    }

    public final boolean isAutostart() {
        return live().isAutostart();
    }

    public final void autostart(boolean on) {
        live().autostart(on);
    }

    public final void start() {
        live().start();
    }

    public final void stop() {
        live().stop();
    }

    public final void undefine() {
        live().undefine();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof EmbeddedFacility<?> that && live == that.live;
    }

    @Override
    public final int hashCode() {
        return live.uuid().hashCode();
    }

    @Override
    public final String toString() {
        return live.toString();
    }
}
