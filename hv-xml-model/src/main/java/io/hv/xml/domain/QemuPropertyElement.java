package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** A property of QEMU's. Not thread-safe. */
public final class QemuPropertyElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        STRING,
        UNSIGNED,
        SIGNED,
        BOOL,
        REMOVE
    }

    QemuPropertyElement(Place here) {
        super(here);
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code value}. */
    public TextValue<String> value() {
        return here.attribute("value", Form.TEXT);
    }
}
