package io.hv.xml.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that an element says by being there. What is in that element is left alone. Not thread-safe. */
public final class Flag extends Value<Boolean> {

    private final Place place;

    Flag(Place place) {
        this.place = place;
    }

    /** Whether the element is there. */
    public boolean isSet() {
        return place.find() != null;
    }

    @Override
    public void clear() {
        place.remove();
    }

    @Override
    public String xpath() {
        return place.path();
    }

    @Override
    @Nullable
    Boolean read() {
        return isSet() ? true : null;
    }

    @Override
    void write(Boolean value) {
        if (value) {
            Object unused = place.make();
        } else {
            place.remove();
        }
    }

    @Override
    List<String> touched() {
        return List.of(xpath());
    }

    /** The content stands for the element. */
    @Override
    List<Slot> slots() {
        return List.of(Slot.onlyText(place));
    }
}
