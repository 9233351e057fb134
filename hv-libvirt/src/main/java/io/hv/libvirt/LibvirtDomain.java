package io.hv.libvirt;

import io.hv.Domain;
import java.time.Duration;

/**
 * A domain of libvirt's, for what only libvirt has: {@code domain.as(LibvirtDomain.class)}. Safe for any thread.
 * Implemented by this module only.
 */
public interface LibvirtDomain extends Domain {

    /** libvirt's XML of the domain as it is now: of the machine where it is active, else of the definition. */
    String xml();

    /**
     * A picture of what its screen shows now, in a format of the driver's: that of QEMU is PNG, of older versions PPM.
     *
     * @param screen 0 for the first
     * @throws io.hv.InvalidStateException if it is not active
     * @throws io.hv.HypervisorException if it has no such screen
     */
    byte[] screenshot(int screen);

    /**
     * Presses keys of its keyboard, all at once, and lets go of them after a while.
     *
     * @param held how long, up to 100 s; whole milliseconds
     * @param linuxCodes Linux's codes of the keys (linux/input-event-codes.h), 1 to 16 of them: 28 is enter
     * @throws IllegalArgumentException if these are too many or none, or that is too long
     * @throws io.hv.InvalidStateException if it is not active
     */
    void sendKeys(Duration held, int... linuxCodes);

    /** libvirt's XML of the definition: what the next start will be made of. */
    String definitionXml();

    /** What libvirt does with the files of its disks: overlays, merging, copying, checkpoints and backups. */
    LibvirtBlocks blocks();
}
