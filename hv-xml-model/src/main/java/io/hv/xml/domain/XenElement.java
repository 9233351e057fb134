package io.hv.xml.domain;

/** What a guest sees of Xen. Not thread-safe. */
public final class XenElement extends Element {

    XenElement(Place here) {
        super(here);
    }

    /** {@code <e820_host state>}, on or off. */
    public TextValue<Boolean> e820Host() {
        return here.child("e820_host").only("state", Form.ON_OFF);
    }

    /** Devices of the host. */
    public Passthrough passthrough() {
        return new Passthrough(here.child("passthrough"));
    }

    /** Devices of the host. */
    public static final class Passthrough extends Element {

        Passthrough(Place here) {
            super(here);
        }

        /** {@code state}, on or off. */
        public TextValue<Boolean> state() {
            return here.attribute("state", Form.ON_OFF);
        }

        /** {@code mode}. */
        public TextValue<String> mode() {
            return here.attribute("mode", Form.TEXT);
        }
    }
}
