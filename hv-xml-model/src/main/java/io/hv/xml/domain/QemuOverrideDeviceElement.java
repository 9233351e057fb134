package io.hv.xml.domain;

/** Properties of a device that libvirt does not know. Not thread-safe. */
public final class QemuOverrideDeviceElement extends Element {

    QemuOverrideDeviceElement(Place here) {
        super(here);
    }

    /** Which device. */
    public TextValue<String> alias() {
        return here.attribute("alias", Form.TEXT);
    }

    /** One element each. */
    public Elements<QemuPropertyElement> properties() {
        return here.child(Names.QEMU, "frontend").all(Names.QEMU, "property", QemuPropertyElement::new);
    }
}
