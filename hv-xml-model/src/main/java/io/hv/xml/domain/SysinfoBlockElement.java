package io.hv.xml.domain;

/** A table of SMBIOS. Not thread-safe. */
public final class SysinfoBlockElement extends Element {

    SysinfoBlockElement(Place here) {
        super(here);
    }

    /** Its fields, one element each. */
    public Elements<SysinfoEntryElement> entries() {
        return here.all("entry", SysinfoEntryElement::new);
    }
}
