package io.hv;

import java.util.regex.Pattern;

/**
 * How a disk is attached to the machine, in libvirt's words. The set is open: a host lists a bus that it does not have as a
 * fault of the spec.
 *
 * @param id lower-case letters and digits, for example {@code virtio}
 */
public record DiskBus(String id) {

    /** Comes first: the constant below is checked by it. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*");

    /** A virtio block device of its own for each disk. */
    public static final DiskBus VIRTIO = new DiskBus("virtio");

    /** Rejects an id of another form with {@link IllegalArgumentException}. */
    public DiskBus {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a bus is lower-case letters and digits: '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
