package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Where a device is on its bus, as written: {@link DeviceAddress} is what it means. Not thread-safe. */
public final class AddressElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        PCI,
        DRIVE,
        VIRTIO_SERIAL,
        CCID,
        USB,
        SPAPR_VIO,
        CCW,
        ISA,
        VIRTIO_MMIO,
        DIMM,
        UNASSIGNED
    }

    AddressElement(Place here) {
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

    /** {@code slot}, 0 to 4,294,967,295. */
    public NumberValue slot() {
        return here.number("slot", Numbers.likeC(0, Numbers.UINT));
    }

    /** {@code function}, written in hexadecimal, up to 7. */
    public NumberValue function() {
        return here.number("function", Numbers.hex(1, 7));
    }

    /** {@code multifunction}, on or off. */
    public TextValue<Boolean> multifunction() {
        return here.attribute("multifunction", Form.ON_OFF);
    }

    /** {@code controller}, 0 to 99. */
    public NumberValue controller() {
        return here.number("controller", Numbers.decimal(0, 99));
    }

    /** {@code target}, 0 to 99. */
    public NumberValue target() {
        return here.number("target", Numbers.decimal(0, 99));
    }

    /** {@code unit}, 0 to 99,999. */
    public NumberValue unit() {
        return here.number("unit", Numbers.decimal(0, 99_999));
    }

    /** {@code port}. */
    public TextValue<String> port() {
        return here.attribute("port", Form.TEXT);
    }

    /** {@code reg}, written in hexadecimal, up to 4,294,967,295. */
    public NumberValue reg() {
        return here.number("reg", Numbers.hex(8, Numbers.UINT));
    }

    /** {@code cssid}, written in hexadecimal, up to 0xfe. */
    public NumberValue cssid() {
        return here.number("cssid", Numbers.hex(2, 0xfe));
    }

    /** {@code ssid}, written in hexadecimal, up to 3. */
    public NumberValue ssid() {
        return here.number("ssid", Numbers.hex(1, 3));
    }

    /** {@code devno}, written in hexadecimal, up to 0xffff. */
    public NumberValue devno() {
        return here.number("devno", Numbers.hex(4, 0xffff));
    }

    /** {@code iobase}, written in hexadecimal, up to 0xffff. */
    public NumberValue iobase() {
        return here.number("iobase", Numbers.hex(3, 0xffff));
    }

    /** {@code irq}, written in hexadecimal, up to 0xf. */
    public NumberValue irq() {
        return here.number("irq", Numbers.hex(1, 0xf));
    }

    /** {@code base}, written in hexadecimal. */
    public NumberValue base() {
        return here.number("base", Numbers.hex(4, Numbers.ANY));
    }

    /** What PCI on s390 has besides. */
    public Zpci zpci() {
        return new Zpci(here.child("zpci"));
    }

    /** What PCI on s390 has besides. */
    public static final class Zpci extends Element {

        Zpci(Place here) {
            super(here);
        }

        /** {@code uid}, 0 to 65,535. */
        public NumberValue uid() {
            return here.number("uid", Numbers.likeC(0, 65_535));
        }

        /** {@code fid}, 0 to 4,294,967,295. */
        public NumberValue fid() {
            return here.number("fid", Numbers.likeC(0, Numbers.UINT));
        }
    }
}
