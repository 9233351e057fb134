package io.hv.xml.domain;

/** A device that libvirt has a name for. Not thread-safe. */
public abstract class AliasedElement extends AddressedElement {

    AliasedElement(Place here) {
        super(here);
    }

    /** By what libvirt names the device; a user's own begins with {@code ua-}. */
    public TextValue<String> alias() {
        return here.child("alias").only("name", Form.TEXT);
    }
}
