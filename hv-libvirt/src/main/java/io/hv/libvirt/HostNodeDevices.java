package io.hv.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The devices of a host, through one handle of it. */
final class HostNodeDevices {

    private final HostHandle host;

    HostNodeDevices(HostHandle host) {
        this.host = host;
    }

    private ConnectionNodeDevices refs() {
        return host.shared().own().nodeDevices();
    }

    List<LibvirtNodeDevice> list() {
        List<String> names = new ArrayList<>();
        try {
            for (NodeDeviceRef ref : refs().list()) {
                try (ref) {
                    names.add(ref.name());
                }
            }
        } catch (LibvirtFailure e) {
            throw e.translated("list of the devices of " + host.uri());
        }
        return handles(names);
    }

    List<LibvirtNodeDevice> list(String capability) {
        try {
            return handles(refs().names(capability));
        } catch (LibvirtFailure e) {
            throw e.translated("list of the devices with '" + capability + "' of " + host.uri());
        }
    }

    private List<LibvirtNodeDevice> handles(List<String> names) {
        return names.stream()
                .sorted()
                .<LibvirtNodeDevice>map(name -> new NodeDeviceHandle(host, name))
                .toList();
    }

    Optional<LibvirtNodeDevice> find(String name) {
        try (NodeDeviceRef ref = refs().find(name).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new NodeDeviceHandle(host, found.name()));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the device '" + name + "' on " + host.uri());
        }
    }
}
