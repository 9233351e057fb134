package io.hv.libvirt;

import io.hv.Domain;
import io.hv.Host;
import java.util.Map;
import java.util.UUID;

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
     * What libvirt counts of all domains now, by one call: by the domain's UUID, then by libvirt's own names, for example
     * {@code cpu.time} in nanoseconds, {@code balloon.current} in KiB, {@code block.0.rd.bytes}. What there is depends on the
     * driver and on the domain's state. A number is an {@link Integer} or a {@link Long}, as libvirt's type is; there are
     * {@link Double}, {@link Boolean} and {@link String}, too.
     *
     * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStats">libvirt's list</a>
     */
    Map<UUID, Map<String, Object>> statistics();

    /**
     * What domains of a type can have on this host, as libvirt's XML.
     *
     * @param type for example {@code kvm} or {@code qemu}
     * @throws io.hv.InvalidSpecException if the host has no such domains
     */
    String domainCapabilities(String type);

    /**
     * Defines a domain from libvirt's own XML, or changes the definition of the one that has its name and UUID, as
     * libvirt does.
     *
     * @throws io.hv.InvalidSpecException if libvirt does not take the document
     */
    Domain defineXml(String xml);
}
