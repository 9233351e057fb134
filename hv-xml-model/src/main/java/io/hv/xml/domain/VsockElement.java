package io.hv.xml.domain;

import io.hv.xml.XmlDocument;

/** Sockets between host and guest. Not thread-safe. */
public final class VsockElement extends Element {

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

    /** Where it is on its bus, as written. */
    public AddressElement addressElement() {
        return new AddressElement(here.child("address"));
    }

    /** By what libvirt names the device; a user's own begins with {@code ua-}. */
    public TextValue<String> alias() {
        return here.child("alias").only("name", Form.TEXT);
    }

    /** By which the guest names it, 0 to 4,294,967,295. */
    public NumberValue acpiIndex() {
        return here.child("acpi").onlyNumber("index", Numbers.decimal(0, Numbers.UINT));
    }

    /** How it is run. */
    public VirtioDriverElement driver() {
        return new VirtioDriverElement(here.child("driver"));
    }

    /** Where it is on its bus. */
    public Value<DeviceAddress> address() {
        return new AddressValue(here.child("address"));
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
