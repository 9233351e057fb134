package io.hv.libvirt;

import io.hv.Domain;

/**
 * A domain of libvirt's, for what only libvirt has: {@code domain.as(LibvirtDomain.class)}. Safe for any thread.
 * Implemented by this module only.
 */
public interface LibvirtDomain extends Domain {

    /** libvirt's XML of the domain as it is now: of the machine where it is active, else of the definition. */
    String xml();

    /**
     * A picture of what one of its screens shows now, in a format of the driver's: that of QEMU is PNG, of older versions PPM.
     * {@link Domain#display()} has the first one.
     *
     * @param screen 0 for the first
     * @throws io.hv.InvalidStateException if it is not active
     * @throws io.hv.HypervisorException if it has no such screen
     */
    byte[] screenshot(int screen);

    /** libvirt's XML of the definition: what the next start will be made of. */
    String definitionXml();

    /** What libvirt does with the files of its disks: overlays, merging, copying, checkpoints and backups. */
    LibvirtBlocks blocks();
}
