package io.hv.xml.domain;

/** Where the adapter is in the host. Not thread-safe. */
public final class ScsiAdapterParentElement extends Element {

    ScsiAdapterParentElement(Place here) {
        super(here);
    }

    /** {@code unique_id}, 1 or more. */
    public NumberValue uniqueId() {
        return here.number("unique_id", Numbers.decimal(1, Numbers.ANY));
    }

    /** Its PCI address. */
    public Address address() {
        return new Address(here.child("address"));
    }

    /** Its PCI address. */
    public static final class Address extends Element {

        Address(Place here) {
            super(here);
        }

        /** {@code domain}, written in hexadecimal, up to 4,294,967,295. */
        public NumberValue domain() {
            return here.number("domain", Numbers.hex(4, Numbers.UINT));
        }

        /** {@code bus}, written in hexadecimal, up to 0xff. */
        public NumberValue bus() {
            return here.number("bus", Numbers.hex(2, 0xff));
        }

        /** {@code slot}, written in hexadecimal, up to 0x1f. */
        public NumberValue slot() {
            return here.number("slot", Numbers.hex(2, 0x1f));
        }

        /** {@code function}, written in hexadecimal, up to 7. */
        public NumberValue function() {
            return here.number("function", Numbers.hex(1, 7));
        }

        /** {@code multifunction}, on or off. */
        public TextValue<Boolean> multifunction() {
            return here.attribute("multifunction", Form.ON_OFF);
        }
    }
}
