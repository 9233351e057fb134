package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** By which the guest tells that it has crashed. Not thread-safe. */
public final class PanicElement extends Element {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        ISA,
        PSERIES,
        HYPERV,
        S390
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <panic>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static PanicElement of(XmlDocument document) {
        return new PanicElement(Roots.of(document, io.hv.xml.wire.domain.Panic.class));
    }

    PanicElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
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
