package io.hv.xml.domain;

/** A field of a table of SMBIOS. Not thread-safe. */
public final class SysinfoEntryElement extends Element {

    SysinfoEntryElement(Place here) {
        super(here);
    }

    /** Which one, {@code vendor} for example. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** The text of the element. */
    public TextValue<String> value() {
        return here.text(Form.TEXT);
    }
}
