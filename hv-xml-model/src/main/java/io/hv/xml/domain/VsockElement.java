package io.hv.xml.domain;

import io.hv.xml.XmlDocument;

/** Sockets between host and guest. Not thread-safe. */
public final class VsockElement extends DeviceElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <vsock>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static VsockElement of(XmlDocument document) {
        return new VsockElement(Roots.of(document, io.hv.xml.wire.domain.Vsock.class));
    }

    VsockElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link VirtioModel}. */
    public TextValue<VirtioModel> model() {
        return here.attribute("model", Form.words(VirtioModel.class));
    }

    /** The guest's address in them. */
    public Cid cid() {
        return new Cid(here.child("cid"));
    }

    /** How it is run. */
    public VirtioDriverElement driver() {
        return new VirtioDriverElement(here.child("driver"));
    }

    /** The guest's address in them. */
    public static final class Cid extends Element {

        Cid(Place here) {
            super(here);
        }

        /** {@code auto}, yes or no. */
        public TextValue<Boolean> auto() {
            return here.attribute("auto", Form.YES_NO);
        }

        /** {@code address}, 0 to 4,294,967,295. */
        public NumberValue address() {
            return here.number("address", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
