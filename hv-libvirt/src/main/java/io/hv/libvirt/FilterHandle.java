package io.hv.libvirt;

import java.util.Optional;

/** A network filter by its UUID, through one handle of its host. */
final class FilterHandle extends Identified<FilterRef> implements LibvirtFilter {

    private final String name;

    FilterHandle(HostHandle host, FilterRef ref) {
        super(host, ref.uuid());
        this.name = ref.name();
    }

    @Override
    Optional<FilterRef> look(SharedConnection shared) throws LibvirtFailure {
        return shared.own().filters().find(uuid());
    }

    @Override
    public String name() {
        return name;
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
    public String toString() {
        return "the network filter '" + name + "'";
    }
}
