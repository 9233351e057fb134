package io.hv.xml.domain;

import io.hv.xml.XmlDocument;

/** A source of randomness. Not thread-safe. */
public final class RngElement extends DeviceElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <rng>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static RngElement of(XmlDocument document) {
        return new RngElement(Roots.of(document, io.hv.xml.wire.domain.Rng.class));
    }

    RngElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link VirtioModel}. */
    public TextValue<VirtioModel> model() {
        return here.attribute("model", Form.words(VirtioModel.class));
    }

    /** Where randomness comes from. */
    public RngBackendElement backend() {
        return new RngBackendElement(here.child("backend"));
    }

    /** How it is run. */
    public VirtioDriverElement driver() {
        return new VirtioDriverElement(here.child("driver"));
    }

    /** How much the guest gets. */
    public Rate rate() {
        return new Rate(here.child("rate"));
    }

    /** How much the guest gets. */
    public static final class Rate extends Element {

        Rate(Place here) {
            super(here);
        }

        /** {@code bytes}, 1 or more. */
        public NumberValue bytes() {
            return here.number("bytes", Numbers.decimal(1, Numbers.ANY));
        }

        /** In milliseconds, 1 or more. */
        public NumberValue period() {
            return here.number("period", Numbers.decimal(1, Numbers.ANY));
        }
    }
}
