package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** A cache of a node's memory. Not thread-safe. */
public final class NumaCacheElement extends Element {

    /** The words of {@link #associativity}. */
    public enum Associativity implements Word {
        NONE,
        DIRECT,
        FULL
    }

    /** The words of {@link #policy}. */
    public enum Policy implements Word {
        NONE,
        WRITEBACK,
        WRITETHROUGH
    }

    NumaCacheElement(Place here) {
        super(here);
    }

    /** {@code level}, 0 to 4,294,967,295. */
    public NumberValue level() {
        return here.number("level", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code associativity}, an {@link Associativity}. */
    public TextValue<Associativity> associativity() {
        return here.attribute("associativity", Form.words(Associativity.class));
    }

    /** {@code policy}, a {@link Policy}. */
    public TextValue<Policy> policy() {
        return here.attribute("policy", Form.words(Policy.class));
    }

    /** {@code <size>}, in KiB where no unit is written. */
    public SizeValue size() {
        return here.child("size").size("value", "unit", SizeUnit.KIB);
    }

    /** {@code <line>}, in bytes where no unit is written. */
    public SizeValue line() {
        return here.child("line").size("value", "unit", SizeUnit.BYTE);
    }
}
