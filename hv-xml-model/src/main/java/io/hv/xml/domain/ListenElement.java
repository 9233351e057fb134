package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** Where a display listens. Not thread-safe. */
public final class ListenElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        ADDRESS,
        NETWORK,
        SOCKET,
        NONE
    }

    ListenElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code address}. */
    public TextValue<String> address() {
        return here.attribute("address", Form.TEXT);
    }

    /** {@code network}. */
    public TextValue<String> network() {
        return here.attribute("network", Form.TEXT);
    }

    /** {@code socket}, a path on the host. */
    public TextValue<HostPath> socket() {
        return here.attribute("socket", Form.PATH);
    }
}
