package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** What is spoken over TCP. Not thread-safe. */
public final class ProtocolElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        RAW,
        TELNET,
        TELNETS,
        TLS
    }

    ProtocolElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }
}
