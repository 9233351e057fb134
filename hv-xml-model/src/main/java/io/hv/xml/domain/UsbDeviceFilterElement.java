package io.hv.xml.domain;

/** USB devices that may be redirected, or may not. -1 stands for any. Not thread-safe. */
public final class UsbDeviceFilterElement extends Element {

    UsbDeviceFilterElement(Place here) {
        super(here);
    }

    /** {@code allow}, yes or no. */
    public TextValue<Boolean> allow() {
        return here.attribute("allow", Form.YES_NO);
    }

    /** The class of the device, written in hexadecimal, up to 0xff. */
    public NumberValue usbClass() {
        return here.number("class", Numbers.hexOrAny(2, 0xff));
    }

    /** {@code vendor}, written in hexadecimal, up to 0xffff. */
    public NumberValue vendor() {
        return here.number("vendor", Numbers.hexOrAny(4, 0xffff));
    }

    /** {@code product}, written in hexadecimal, up to 0xffff. */
    public NumberValue product() {
        return here.number("product", Numbers.hexOrAny(4, 0xffff));
    }

    /** {@code version}. */
    public TextValue<String> version() {
        return here.attribute("version", Form.TEXT);
    }
}
