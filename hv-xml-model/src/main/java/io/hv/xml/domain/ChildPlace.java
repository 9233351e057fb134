package io.hv.xml.domain;

import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireTypes;
import java.util.Objects;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** The first element of a name in another one, be it there or not. */
final class ChildPlace extends Place {

    private final Place around;
    private final QName name;

    ChildPlace(Place around, QName name) {
        this.around = around;
        this.name = name;
    }

    @Override
    @Nullable
    WireElement find() {
        WireElement parent = around.find();
        return parent == null ? null : parent.first(name).orElse(null);
    }

    @Override
    WireElement make() {
        WireElement found = find();
        if (found == null) {
            found = WireTypes.make(type());
            around.make().add(found);
        }
        return found;
    }

    @Override
    void remove() {
        WireElement parent = around.find();
        WireElement found = find();
        if (parent != null && found != null) {
            boolean unused = parent.remove(found);
        }
    }

    @Override
    String path() {
        return path(around, name, find());
    }

    @Override
    Class<? extends WireElement> type() {
        return WireTypes.child(around.type(), name);
    }

    Place around() {
        return around;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChildPlace place && around.equals(place.around) && name.equals(place.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(around, name);
    }
}
