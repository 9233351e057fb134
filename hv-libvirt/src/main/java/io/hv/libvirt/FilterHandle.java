package io.hv.libvirt;

import java.util.Optional;
import java.util.UUID;

/** A network filter by its UUID, through one handle of its host. */
final class FilterHandle extends LookedUp<FilterRef> implements LibvirtFilter {

    private final String name;
    private final UUID uuid;

    FilterHandle(HostHandle host, FilterRef ref) {
        super(host);
        this.name = ref.name();
        this.uuid = ref.uuid();
    }

    @Override
    Optional<FilterRef> look(SharedConnection shared) throws LibvirtFailure {
        return shared.own().filters().find(uuid);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public String xml() {
        return ask("XML of " + this, FilterRef::xml);
    }

    @Override
    public void undefine() {
        tell("undefine of " + this, FilterRef::undefine);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilterHandle that
                && uuid.equals(that.uuid)
                && host.uri().equals(that.host.uri());
    }

    @Override
    public int hashCode() {
        return uuid.hashCode();
    }

    @Override
    public String toString() {
        return "the network filter '" + name + "'";
    }
}
