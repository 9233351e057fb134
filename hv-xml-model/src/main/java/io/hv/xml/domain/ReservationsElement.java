package io.hv.xml.domain;

/** Persistent reservations of SCSI. Not thread-safe. */
public final class ReservationsElement extends Element {

    ReservationsElement(Place here) {
        super(here);
    }

    /** {@code managed}, yes or no. */
    public TextValue<Boolean> managed() {
        return here.attribute("managed", Form.YES_NO);
    }

    /** What a network interface is connected to: all that it can have. {@link InterfaceSource} has what tells one from the other. */
    public InterfaceSourceElement source() {
        return new InterfaceSourceElement(here.child("source"));
    }
}
