package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Ports of the host that lead to the guest. Not thread-safe. */
public final class PortForwardElement extends Element {

    /** The words of {@link #proto}. */
    public enum Proto implements Word {
        TCP,
        UDP
    }

    PortForwardElement(Place here) {
        super(here);
    }

    /** {@code proto}, a {@link Proto}. */
    public TextValue<Proto> proto() {
        return here.attribute("proto", Form.words(Proto.class));
    }

    /** {@code address}. */
    public TextValue<String> address() {
        return here.attribute("address", Form.TEXT);
    }

    /** {@code dev}. */
    public TextValue<String> dev() {
        return here.attribute("dev", Form.TEXT);
    }

    /** All {@code <range>}, in their order. */
    public Elements<Range> ranges() {
        return here.all("range", Range::new);
    }

    /** A range of ports. */
    public static final class Range extends Element {

        Range(Place here) {
            super(here);
        }

        /** {@code start}, -1 to 65,535. */
        public NumberValue start() {
            return here.number("start", Numbers.decimal(-1, 65_535));
        }

        /** {@code end}, -1 to 65,535. */
        public NumberValue end() {
            return here.number("end", Numbers.decimal(-1, 65_535));
        }

        /** {@code to}, -1 to 65,535. */
        public NumberValue to() {
            return here.number("to", Numbers.decimal(-1, 65_535));
        }

        /** {@code exclude}, yes or no. */
        public TextValue<Boolean> exclude() {
            return here.attribute("exclude", Form.YES_NO);
        }
    }
}
