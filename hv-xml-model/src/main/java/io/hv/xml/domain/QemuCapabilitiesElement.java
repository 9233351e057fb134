package io.hv.xml.domain;

/** What libvirt is to believe of the QEMU at hand. Not thread-safe. */
public final class QemuCapabilitiesElement extends Element {

    QemuCapabilitiesElement(Place here) {
        super(here);
    }

    /** What it is to believe, one element each. */
    public Elements<Added> added() {
        return here.all(Names.QEMU, "add", Added::new);
    }

    /** What it is not to believe, one element each. */
    public Elements<Removed> removed() {
        return here.all(Names.QEMU, "del", Removed::new);
    }

    /** A capability that it is to believe. */
    public static final class Added extends Element {

        Added(Place here) {
            super(here);
        }

        /** {@code capability}. */
        public TextValue<String> capability() {
            return here.attribute("capability", Form.TEXT);
        }
    }
    /** A capability that it is not to believe. */
    public static final class Removed extends Element {

        Removed(Place here) {
            super(here);
        }

        /** {@code capability}. */
        public TextValue<String> capability() {
            return here.attribute("capability", Form.TEXT);
        }
    }
}
