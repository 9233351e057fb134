package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A hub of USB. Not thread-safe. */
public final class HubElement extends Element {

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

    /** By what libvirt names the device; a user's own begins with {@code ua-}. */
    public TextValue<String> alias() {
        return here.child("alias").only("name", Form.TEXT);
    }

    /** Where it is on its bus, as written. */
    public AddressElement addressElement() {
        return new AddressElement(here.child("address"));
    }

    /** Where it is on its bus. */
    public Value<DeviceAddress> address() {
        return new AddressValue(here.child("address"));
    }
}
