package io.hv.libvirt;

import java.util.List;
import java.util.Optional;

/**
 * A device of a host's as libvirt sees it, to look at. Equal to any other handle of the same device. Safe for any thread.
 * Implemented by this module only.
 *
 * @see <a href="https://libvirt.org/formatnode.html">libvirt's description</a>
 */
public interface LibvirtNodeDevice {

    /** libvirt's name of it, for example {@code pci_0000_00_1f_2}. */
    String name();

    /**
     * The device that it is part of; none for the whole.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    Optional<LibvirtNodeDevice> parent();

    /**
     * What it is, by libvirt's words, for example {@code pci}, {@code net} or {@code storage}.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    List<String> capabilities();

    /**
     * libvirt's XML of it.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    String xml();
}
