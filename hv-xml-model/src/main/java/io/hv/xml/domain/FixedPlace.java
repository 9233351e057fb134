package io.hv.xml.domain;

import io.hv.xml.wire.WireElement;
import org.jspecify.annotations.Nullable;

/** One element, whatever stands beside it. */
final class FixedPlace extends Place {

    private final WireElement element;
    private final @Nullable Place around;

    FixedPlace(WireElement element, @Nullable Place around) {
        this.element = element;
        this.around = around;
    }

    @Override
    WireElement find() {
        return element;
    }

    @Override
    WireElement make() {
        return element;
    }

    @Override
    void remove() {
        WireElement parent = around == null ? null : around.find();
        if (parent == null || !parent.remove(element)) {
            throw new IllegalStateException(
                    "<" + Names.of(element.name()) + "> is in nothing that it could be taken out of");
        }
    }

    @Override
    String path() {
        return around == null ? "/" + Names.of(element.name()) : path(around, element.name(), element);
    }

    @Override
    Class<? extends WireElement> type() {
        return element.getClass();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FixedPlace place && element == place.element;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(element);
    }
}
