package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;

/** The bound of a domain's memory. Not thread-safe. */
public final class MaxMemoryElement extends Element {

    MaxMemoryElement(Place here) {
        super(here);
    }

    /** How many devices of memory can be plugged. */
    public NumberValue slots() {
        return here.number("slots", Numbers.decimal(0, Numbers.UINT));
    }

    /** How much it may become, in KiB where no unit is written. */
    public SizeValue size() {
        return here.size(SizeUnit.KIB);
    }
}
