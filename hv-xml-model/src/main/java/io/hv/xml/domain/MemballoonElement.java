package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A balloon: by it the host gets memory back. Not thread-safe. */
public final class MemballoonElement extends DeviceElement {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        VIRTIO,
        VIRTIO_TRANSITIONAL,
        VIRTIO_NON_TRANSITIONAL,
        XEN,
        NONE
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <memballoon>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static MemballoonElement of(XmlDocument document) {
        return new MemballoonElement(Roots.of(document, io.hv.xml.wire.domain.Memballoon.class));
    }

    MemballoonElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** {@code autodeflate}, on or off. */
    public TextValue<Boolean> autodeflate() {
        return here.attribute("autodeflate", Form.ON_OFF);
    }

    /** {@code freePageReporting}, on or off. */
    public TextValue<Boolean> freePageReporting() {
        return here.attribute("freePageReporting", Form.ON_OFF);
    }

    /** After how many seconds the guest tells anew how its memory is used. */
    public NumberValue statsPeriod() {
        return here.child("stats").onlyNumber("period", Numbers.decimal(1, Numbers.ANY));
    }

    /** How it is run. */
    public VirtioDriverElement driver() {
        return new VirtioDriverElement(here.child("driver"));
    }
}
