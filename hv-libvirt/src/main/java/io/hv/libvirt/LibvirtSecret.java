package io.hv.libvirt;

import java.util.Optional;
import java.util.UUID;

/**
 * A secret that libvirt keeps, such as the passphrase of a volume, and what it is for. Its value is in no message, no log
 * and no XML of hv's. Equal to any other handle of the same secret. Safe for any thread. Implemented by this module only.
 *
 * @see <a href="https://libvirt.org/formatsecret.html">libvirt's description</a>
 */
public interface LibvirtSecret {

    /** The longest value that libvirt's daemons take, in bytes: {@value}. */
    int MAX_VALUE = 65_536;

    /** Its UUID, by which disks and others refer to it. */
    UUID uuid();

    /** What it is for. */
    LibvirtSecretUsage usage();

    /** Which one it is for, in words of its usage; empty where it has none. */
    String usageId();

    /**
     * libvirt's XML of it, which is without the value.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    String xml();

    /**
     * Whether libvirt keeps it in memory only: its daemon's end is its end, too.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    boolean isEphemeral();

    /**
     * Whether libvirt tells its value to nobody, and uses it only.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    boolean isPrivate();

    /**
     * Sets its value, or changes it. The array is neither kept nor wiped, which is for the caller; a native copy is wiped
     * before this returns. What libvirt makes of it is libvirt's: one that is not ephemeral is in a file there.
     *
     * @param value any bytes, 1 to {@link #MAX_VALUE} of them
     * @throws IllegalArgumentException if these are too many or none
     * @throws io.hv.NotFoundException if it is gone
     */
    void value(byte[] value);

    /**
     * Its value, in an array of the caller's; none where it was never set. A native copy is wiped before this returns.
     *
     * @throws io.hv.InvalidStateException if it is private
     * @throws io.hv.NotFoundException if it is gone
     */
    Optional<byte[]> value();

    /**
     * Removes it with its value; machines that run on with it have it already.
     *
     * @throws io.hv.NotFoundException if it is gone
     */
    void undefine();
}
