package io.hv;

import java.util.regex.Pattern;

/**
 * How a disk's content lies in its file, in libvirt's words. The set is open: a host lists a format that it cannot read as
 * a fault of the spec.
 *
 * @param id lower-case letters and digits, for example {@code raw}
 */
public record DiskFormat(String id) {

    /** Comes first: the constants below are checked by it. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*");

    /** Byte for byte: offset n of the file is offset n of the disk. */
    public static final DiskFormat RAW = new DiskFormat("raw");

    /** QEMU's format: it takes as much room as was written, and may stand on another image. */
    public static final DiskFormat QCOW2 = new DiskFormat("qcow2");

    /** Rejects an id of another form with {@link IllegalArgumentException}. */
    public DiskFormat {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a format is lower-case letters and digits: '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
