package io.hv.xml.domain;

import java.util.Locale;

/**
 * Where a device is on its bus. Numbers that a document leaves out are 0, as they are for libvirt; negative ones are
 * rejected with {@link IllegalArgumentException} when they are written. Immutable.
 */
public sealed interface DeviceAddress {

    /**
     * On PCI.
     *
     * @param domain 0 on most machines
     * @param bus 0 to 255
     * @param slot 0 to 31
     * @param function 0 to 7
     */
    record Pci(int domain, int bus, int slot, int function) implements DeviceAddress {

        /** As tools write it, {@code 0000:00:1f.2} for example. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%04x:%02x:%02x.%x", domain, bus, slot, function);
        }
    }

    /**
     * A disk at its controller.
     *
     * @param controller the controller's index
     * @param bus 0 on most controllers
     * @param target 0 on most controllers
     * @param unit 0 to 99,999
     */
    record Drive(int controller, int bus, int target, int unit) implements DeviceAddress {}

    /**
     * A port of a virtio-serial controller.
     *
     * @param controller the controller's index
     * @param bus 0
     * @param port 0 where libvirt chooses one
     */
    record VirtioSerial(int controller, int bus, int port) implements DeviceAddress {}

    /**
     * A smart card's slot.
     *
     * @param controller the controller's index
     * @param slot 0 on
     */
    record Ccid(int controller, int slot) implements DeviceAddress {}

    /**
     * On USB.
     *
     * @param bus the controller's index
     * @param port the port, and behind dots those of the hubs, {@code 1.2} for example; empty where libvirt chooses one
     */
    record Usb(int bus, String port) implements DeviceAddress {}

    /**
     * On the virtual bus of POWER.
     *
     * @param reg the register, up to 2^32 - 1
     */
    record SpaprVio(long reg) implements DeviceAddress {}

    /**
     * On the channels of s390.
     *
     * @param cssid 0 to 254
     * @param ssid 0 to 3
     * @param devno 0 to 65,535
     */
    record Ccw(int cssid, int ssid, int devno) implements DeviceAddress {}

    /**
     * On ISA.
     *
     * @param iobase the first port; 0 where nothing is said
     * @param irq the interrupt, up to 15; 0 where nothing is said
     */
    record Isa(int iobase, int irq) implements DeviceAddress {}

    /**
     * A slot for memory.
     *
     * @param slot 0 on
     * @param base the guest's address; 0 where nothing is said
     */
    record Dimm(int slot, long base) implements DeviceAddress {}

    /** On virtio's memory mapped transport. */
    record VirtioMmio() implements DeviceAddress {}

    /** Nowhere: a device of the host that is only kept from it. */
    record Unassigned() implements DeviceAddress {}

    /**
     * Wherever libvirt chooses.
     *
     * @param type on which bus
     */
    record Automatic(AddressElement.Type type) implements DeviceAddress {}
}
