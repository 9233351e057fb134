package io.hv.xml.domain;

/** Arguments that go to Xen's device model as they are. Not thread-safe. */
public final class XenCommandlineElement extends Element {

    XenCommandlineElement(Place here) {
        super(here);
    }

    /** One element each. */
    public Elements<Argument> arguments() {
        return here.all(Names.XEN, "arg", Argument::new);
    }

    /** An argument. */
    public static final class Argument extends Element {

        Argument(Place here) {
            super(here);
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
}
