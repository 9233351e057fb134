package io.hv.libvirt;

import java.util.List;
import java.util.Optional;

/** A device of a host by its name, through one handle of that. */
final class NodeDeviceHandle extends LookedUp<NodeDeviceRef> implements LibvirtNodeDevice {

    private final String name;

    NodeDeviceHandle(HostHandle host, String name) {
        super(host);
        this.name = name;
    }

    @Override
    Optional<NodeDeviceRef> look(SharedConnection shared) throws LibvirtFailure {
        return shared.own().nodeDevices().find(name);
    }

    @Override
    String remedy() {
        return "list what there is with nodeDevices()";
    }

    @Override
    public String name() {
        return name;
    }

    /** libvirt's own question for it has the same answer for none and for an error. */
    @Override
    public Optional<LibvirtNodeDevice> parent() {
        return read(xml(), text -> HardenedXml.text(HardenedXml.parse(text), "parent"), "nodedev-dumpxml " + name)
                .map(parent -> new NodeDeviceHandle(host, parent));
    }

    @Override
    public List<String> capabilities() {
        return ask("capabilities of " + this, NodeDeviceRef::capabilities);
    }

    @Override
    public String xml() {
        return ask("XML of " + this, NodeDeviceRef::xml);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeDeviceHandle that
                && name.equals(that.name)
                && host.uri().equals(that.host.uri());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "the device '" + name + "'";
    }
}
