package io.hv.xml.domain;

/** A device that has a place on a bus. Not thread-safe. */
public abstract class AddressedElement extends Element {

    AddressedElement(Place here) {
        super(here);
    }

    /** Where it is on its bus, as written. */
    public AddressElement addressElement() {
        return new AddressElement(here.child("address"));
    }

    /** Where it is on its bus. */
    public Value<DeviceAddress> address() {
        return new AddressValue(here.child("address"));
    }
}
