package io.hv.xml.domain;

/** In which turn a device is booted from. Not thread-safe. */
public final class DeviceBootElement extends Element {

    DeviceBootElement(Place here) {
        super(here);
    }

    /** 1 is first. */
    public NumberValue order() {
        return here.number("order", Numbers.decimal(1, Numbers.ANY));
    }

    /** {@code loadparm}. */
    public TextValue<String> loadparm() {
        return here.attribute("loadparm", Form.TEXT);
    }
}
