package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** An interface that stands in for another one while the guest migrates. Not thread-safe. */
public final class TeamingElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        PERSISTENT,
        TRANSIENT
    }

    TeamingElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code persistent}. */
    public TextValue<String> persistent() {
        return here.attribute("persistent", Form.TEXT);
    }
}
