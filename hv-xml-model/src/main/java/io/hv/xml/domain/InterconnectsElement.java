package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;

/** How fast nodes reach each other. Not thread-safe. */
public final class InterconnectsElement extends Element {

    InterconnectsElement(Place here) {
        super(here);
    }

    /** All {@code <latency>}, in their order. */
    public Elements<Latency> latencies() {
        return here.all("latency", Latency::new);
    }

    /** All {@code <bandwidth>}, in their order. */
    public Elements<Bandwidth> bandwidths() {
        return here.all("bandwidth", Bandwidth::new);
    }

    /** How long it takes. */
    public static final class Latency extends Element {

        Latency(Place here) {
            super(here);
        }

        /** {@code initiator}, 0 to 4,294,967,295. */
        public NumberValue initiator() {
            return here.number("initiator", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code target}, 0 to 4,294,967,295. */
        public NumberValue target() {
            return here.number("target", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code cache}, 0 to 4,294,967,295. */
        public NumberValue cache() {
            return here.number("cache", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code type}, an {@link InterconnectAccess}. */
        public TextValue<InterconnectAccess> type() {
            return here.attribute("type", Form.words(InterconnectAccess.class));
        }

        /** In nanoseconds. */
        public NumberValue value() {
            return here.number("value", Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** How much passes in a second. */
    public static final class Bandwidth extends Element {

        Bandwidth(Place here) {
            super(here);
        }

        /** {@code value}, in KiB where no unit is written. */
        public SizeValue value() {
            return here.size("value", "unit", SizeUnit.KIB);
        }

        /** {@code initiator}, 0 to 4,294,967,295. */
        public NumberValue initiator() {
            return here.number("initiator", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code target}, 0 to 4,294,967,295. */
        public NumberValue target() {
            return here.number("target", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code cache}, 0 to 4,294,967,295. */
        public NumberValue cache() {
            return here.number("cache", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code type}, an {@link InterconnectAccess}. */
        public TextValue<InterconnectAccess> type() {
            return here.attribute("type", Form.words(InterconnectAccess.class));
        }
    }
}
