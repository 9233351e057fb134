package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A device of the host that a guest has. Immutable. */
public sealed interface HostdevSource {

    /**
     * A PCI device.
     *
     * @param address where it is
     */
    record Pci(DeviceAddress.Pci address) implements HostdevSource {}

    /**
     * A USB device, by its place.
     *
     * @param bus 0 to 4,095
     * @param device its number on the bus, 0 to 4,095
     */
    record Usb(int bus, int device) implements HostdevSource {}

    /**
     * A USB device, by what it is; there has to be one of that kind.
     *
     * @param vendor the maker's number, up to 0xffff
     * @param product the product's number, up to 0xffff
     */
    record UsbProduct(int vendor, int product) implements HostdevSource {

        /** As tools write it, {@code 1d6b:0002} for example. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%04x:%04x", vendor, product);
        }
    }

    /**
     * A SCSI device of the host.
     *
     * @param adapter the host bus adapter, {@code scsi_host0} for example
     * @param bus its bus
     * @param target its target
     * @param unit its unit
     */
    record Scsi(String adapter, int bus, int target, long unit) implements HostdevSource {}

    /**
     * A SCSI device that is reached by iSCSI.
     *
     * @param name its name
     * @param servers its servers, in their order
     */
    record Iscsi(String name, List<StorageSource.Server> servers) implements HostdevSource {

        /** Copies the list. */
        public Iscsi {
            servers = List.copyOf(servers);
        }
    }

    /**
     * A SCSI target that the host's kernel serves.
     *
     * @param wwpn its name, {@code naa.} and 16 hexadecimal digits
     */
    record VhostScsi(String wwpn) implements HostdevSource {}

    /**
     * A mediated device.
     *
     * @param uuid which one
     */
    record Mediated(UUID uuid) implements HostdevSource {}

    /**
     * A block device, of a container.
     *
     * @param device the device
     */
    record Block(HostPath device) implements HostdevSource {}

    /**
     * A character device, of a container.
     *
     * @param device the device
     */
    record Characters(HostPath device) implements HostdevSource {}

    /**
     * A network interface, of a container.
     *
     * @param name the interface
     */
    record Network(String name) implements HostdevSource {}
}
