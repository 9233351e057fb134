package io.hv.xml.domain;

import io.hv.xml.wire.Wire;
import javax.xml.namespace.QName;

/** libvirt's namespaces beside its own, and names with their usual prefixes. */
final class Names {

    static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";
    static final String LXC = "http://libvirt.org/schemas/domain/lxc/1.0";
    static final String XEN = "http://libvirt.org/schemas/domain/xen/1.0";
    static final String BHYVE = "http://libvirt.org/schemas/domain/bhyve/1.0";
    static final String VMWARE = "http://libvirt.org/schemas/domain/vmware/1.0";

    private Names() {}

    static String of(QName name) {
        String prefix = Wire.usualPrefix(name.getNamespaceURI());
        return prefix.isEmpty() ? name.getLocalPart() : prefix + ":" + name.getLocalPart();
    }
}
