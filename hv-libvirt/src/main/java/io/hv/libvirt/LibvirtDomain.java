package io.hv.libvirt;

import io.hv.Domain;

/**
 * A domain of libvirt's, for what only libvirt has: {@code domain.as(LibvirtDomain.class)}. Safe for any thread.
 * Implemented by this module only.
 */
public interface LibvirtDomain extends Domain {

    /** libvirt's XML of the domain as it is now: of the machine where it is active, else of the definition. */
    String xml();

    /** libvirt's XML of the definition: what the next start will be made of. */
    String definitionXml();
}
