package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** The hashed page table, on POWER. Not thread-safe. */
public final class HptElement extends Element {

    /** The words of {@link #resizing}. */
    public enum Resizing implements Word {
        ENABLED,
        DISABLED,
        REQUIRED
    }

    HptElement(Place here) {
        super(here);
    }

    /** {@code resizing}, a {@link Resizing}. */
    public TextValue<Resizing> resizing() {
        return here.attribute("resizing", Form.words(Resizing.class));
    }

    /** {@code <maxpagesize>}, in KiB where no unit is written. */
    public SizeValue maxpagesize() {
        return here.child("maxpagesize").onlySize(SizeUnit.KIB);
    }
}
