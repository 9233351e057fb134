package io.hv.xml.domain;

/** Arguments that go to bhyve as they are. Not thread-safe. */
public final class BhyveCommandlineElement extends Element {

    BhyveCommandlineElement(Place here) {
        super(here);
    }

    /** One element each. */
    public Elements<Argument> arguments() {
        return here.all(Names.BHYVE, "arg", Argument::new);
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
