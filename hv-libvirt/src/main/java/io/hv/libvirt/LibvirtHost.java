package io.hv.libvirt;

import io.hv.Domain;
import io.hv.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Defines a network filter from libvirt's own XML, or changes the one that has its name and UUID, also for the running
     * machines that use it.
     *
     * @throws io.hv.AlreadyExistsException if another has its name or its UUID; without a UUID it is always another
     * @throws io.hv.InvalidSpecException if libvirt does not take the document
     * @throws io.hv.HostFailureException if the host's libvirt has no filters, as its test driver
     */
    LibvirtFilter defineFilter(String xml);

    /**
     * All network filters, in the order of their names.
     *
     * @throws io.hv.HostFailureException if the host's libvirt has no filters, as its test driver
     */
    List<LibvirtFilter> filters();

    /** The network filter of that name. */
    Optional<LibvirtFilter> findFilter(String name);

    /** The network filter with that UUID. */
    Optional<LibvirtFilter> findFilter(UUID uuid);

    /**
     * Defines a secret from libvirt's own XML, without a value; or changes the one that has its UUID and its usage, which
     * keeps its value.
     *
     * @throws io.hv.AlreadyExistsException if another has its usage, or the one of its UUID is for something else; without a
     *     UUID it is always another
     * @throws io.hv.InvalidSpecException if libvirt does not take the document
     * @throws io.hv.InvalidStateException if the one of its UUID is private, and is not to be any more
     * @throws io.hv.HostFailureException if the host's libvirt has no secrets, as its test driver
     */
    LibvirtSecret defineSecret(String xml);

    /**
     * All secrets, in the order of their UUIDs.
     *
     * @throws io.hv.HostFailureException if the host's libvirt has no secrets, as its test driver
     */
    List<LibvirtSecret> secrets();

    /** The secret with that UUID. */
    Optional<LibvirtSecret> findSecret(UUID uuid);

    /**
     * The secret of that usage.
     *
     * @param id which one, in words of the usage
     */
    Optional<LibvirtSecret> findSecret(LibvirtSecretUsage usage, String id);

    /** All devices of the host that its libvirt sees, in the order of their names. */
    List<LibvirtNodeDevice> nodeDevices();

    /**
     * Those that have a capability.
     *
     * @param capability libvirt's word for it, for example {@code pci}, {@code net} or {@code storage}; none has one that
     *     libvirt does not know
     */
    List<LibvirtNodeDevice> nodeDevices(String capability);

    /** The device that libvirt calls so. */
    Optional<LibvirtNodeDevice> findNodeDevice(String name);
}
