package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** By which the guest tells that it has crashed. Not thread-safe. */
public final class PanicElement extends AliasedElement {

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
}
