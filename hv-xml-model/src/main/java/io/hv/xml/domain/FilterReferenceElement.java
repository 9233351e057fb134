package io.hv.xml.domain;

/** A network filter, by name. Not thread-safe. */
public final class FilterReferenceElement extends Element {

    FilterReferenceElement(Place here) {
        super(here);
    }

    /** {@code filter}. */
    public TextValue<String> filter() {
        return here.attribute("filter", Form.TEXT);
    }

    /** All {@code <parameter>}, in their order. */
    public Elements<Parameter> parameters() {
        return here.all("parameter", Parameter::new);
    }

    /** A value for one of its variables. */
    public static final class Parameter extends Element {

        Parameter(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
}
