package io.hv.libvirt;

import io.hv.Domain;
import io.hv.Host;

/**
 * A host of libvirt's, for what only libvirt has: {@code host.as(LibvirtHost.class)}. Safe for any thread. Implemented
 * by this module only.
 */
public interface LibvirtHost extends Host {

    /** The URI as libvirt has resolved it, for another client such as {@code virsh -c}. */
    String connectionUri();

    /** The name of libvirt's driver, for example {@code QEMU}. */
    String driver();

    /** libvirt's version where the driver runs, for example {@code 9.0.0}. */
    String libvirtVersion();

    /**
     * Defines a domain from libvirt's own XML, or changes the definition of the one that has its name and UUID, as
     * libvirt does.
     *
     * @throws io.hv.InvalidSpecException if libvirt does not take the document
     */
    Domain defineXml(String xml);
}
