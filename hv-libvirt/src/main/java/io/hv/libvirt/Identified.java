package io.hv.libvirt;

import java.util.UUID;

/**
 * Something of a host's by its UUID: equal to any other handle of the same.
 *
 * @param <R> libvirt's handle
 */
abstract class Identified<R extends NativeRef> extends LookedUp<R> {

    private final UUID uuid;

    Identified(HostHandle host, UUID uuid) {
        super(host);
        this.uuid = uuid;
    }

    public final UUID uuid() {
        return uuid;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Identified<?> that
                && getClass() == that.getClass()
                && uuid.equals(that.uuid)
                && host.uri().equals(that.host.uri());
    }

    @Override
    public final int hashCode() {
        return uuid.hashCode();
    }
}
