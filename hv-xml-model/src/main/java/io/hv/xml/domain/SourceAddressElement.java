package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.UUID;

/** Where a device of the host is on its bus. Not thread-safe. */
public final class SourceAddressElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        PCI,
        USB
    }

    SourceAddressElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code domain}, written in hexadecimal, up to 4,294,967,295. */
    public NumberValue domain() {
        return here.number("domain", Numbers.hex(4, Numbers.UINT));
    }

    /** {@code bus}, 0 to 0xfff. */
    public NumberValue bus() {
        return here.number("bus", Numbers.likeC(0, 0xfff));
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

    /** {@code device}, 0 to 0xfff. */
    public NumberValue device() {
        return here.number("device", Numbers.likeC(0, 0xfff));
    }

    /** {@code target}, 0 or more. */
    public NumberValue target() {
        return here.number("target", Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code unit}, 0 or more. */
    public NumberValue unit() {
        return here.number("unit", Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code uuid}. */
    public TextValue<UUID> uuid() {
        return here.attribute("uuid", Form.UUID);
    }
}
