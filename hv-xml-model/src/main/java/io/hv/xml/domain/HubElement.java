package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A hub of USB. Not thread-safe. */
public final class HubElement extends AliasedElement {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        USB
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <hub>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static HubElement of(XmlDocument document) {
        return new HubElement(Roots.of(document, io.hv.xml.wire.domain.Hub.class));
    }

    HubElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }
}
