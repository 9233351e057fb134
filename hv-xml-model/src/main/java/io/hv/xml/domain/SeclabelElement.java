package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** A label of a security model of the host. Not thread-safe. */
public final class SeclabelElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        DYNAMIC,
        STATIC,
        NONE
    }

    SeclabelElement(Place here) {
        super(here);
    }

    /** The model, {@code selinux} for example. */
    public TextValue<String> model() {
        return here.attribute("model", Form.TEXT);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code relabel}, yes or no. */
    public TextValue<Boolean> relabel() {
        return here.attribute("relabel", Form.YES_NO);
    }

    /** {@code <label>}. */
    public TextValue<String> label() {
        return here.child("label").onlyText(Form.TEXT);
    }

    /** {@code <imagelabel>}. */
    public TextValue<String> imagelabel() {
        return here.child("imagelabel").onlyText(Form.TEXT);
    }

    /** {@code <baselabel>}. */
    public TextValue<String> baselabel() {
        return here.child("baselabel").onlyText(Form.TEXT);
    }
}
