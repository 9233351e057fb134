package io.hv.xml.domain;

/** A whole number. One that a {@code long} cannot hold is not understood, and reached as text. Not thread-safe. */
public final class NumberValue extends TextValue<Long> {

    NumberValue(Slot slot, Form<Long> form) {
        super(slot, form);
    }

    /**
     * Says that number.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public void set(long value) {
        super.set(value);
    }
}
