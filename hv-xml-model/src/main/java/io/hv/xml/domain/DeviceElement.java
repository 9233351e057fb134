package io.hv.xml.domain;

/** A device that the guest, too, can have a number for. Not thread-safe. */
public abstract class DeviceElement extends AliasedElement {

    DeviceElement(Place here) {
        super(here);
    }

    /** By which the guest names it, 0 to 4,294,967,295. */
    public NumberValue acpiIndex() {
        return here.child("acpi").onlyNumber("index", Numbers.decimal(0, Numbers.UINT));
    }
}
