package io.hv.xml.domain;

/** A label of a security model for one resource. Not thread-safe. */
public final class DeviceSeclabelElement extends Element {

    DeviceSeclabelElement(Place here) {
        super(here);
    }

    /** {@code model}. */
    public TextValue<String> model() {
        return here.attribute("model", Form.TEXT);
    }

    /** {@code relabel}, yes or no. */
    public TextValue<Boolean> relabel() {
        return here.attribute("relabel", Form.YES_NO);
    }

    /** {@code labelskip}, yes or nothing. */
    public TextValue<Boolean> labelskip() {
        return here.attribute("labelskip", Form.YES);
    }

    /** All {@code <label>}, in their order. */
    public Elements<Label> labels() {
        return here.all("label", Label::new);
    }

    /** The label. */
    public static final class Label extends Element {

        Label(Place here) {
            super(here);
        }

        /** The text of the element. */
        public TextValue<String> value() {
            return here.text(Form.TEXT);
        }
    }
}
