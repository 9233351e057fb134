package io.hv.libvirt;

import java.util.UUID;

/**
 * A network filter of libvirt's: rules that an interface of a machine can name. It stays until it is undefined. Equal to
 * any other handle of the same filter. Safe for any thread. Implemented by this module only.
 *
 * @see <a href="https://libvirt.org/formatnwfilter.html">libvirt's description</a>
 */
public interface LibvirtFilter {

    /** Its name, by which interfaces and other filters refer to it. */
    String name();

    /** Its UUID. */
    UUID uuid();

    /**
     * libvirt's XML of it.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    String xml();

    /**
     * Removes it. A filter that only other filters refer to is removed, too.
     *
     * @throws io.hv.InvalidStateException if a running machine uses it
     * @throws io.hv.NotFoundException if it is gone
     */
    void undefine();
}
