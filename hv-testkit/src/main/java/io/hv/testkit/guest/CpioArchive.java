package io.hv.testkit.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an archive in the format that Linux unpacks into its root file system: cpio, "newc", without checksums (Linux,
 * {@code Documentation/driver-api/early-userspace/buffer-format.rst}). All that could differ from one run to the next is
 * fixed: owner and group 0, time 0, inodes in the order of the entries.
 */
final class CpioArchive {

    /** The name that ends an archive; no entry can have it. */
    static final String TRAILER = "TRAILER!!!";

    private static final String MAGIC = "070701";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int inode;

    /**
     * Adds an entry.
     *
     * @param name the path, relative to the root
     * @param mode its type and permissions, as {@code st_mode}
     * @param major of a device, else 0
     * @param minor of a device, else 0
     */
    void add(String name, int mode, int major, int minor, byte[] content) {
        write(name, ++inode, mode, (mode & Node.TYPE) == Node.DIRECTORY ? 2 : 1, major, minor, content);
    }

    /** Ends the archive. */
    byte[] finish() {
        write(TRAILER, 0, 0, 1, 0, 0, new byte[0]);
        return out.toByteArray();
    }

    private void write(String name, int number, int mode, int links, int major, int minor, byte[] content) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
        // inode, mode, uid, gid, links, mtime, length, device of the file system, device of the node, name's length,
        // checksum
        long[] fields = {number, mode, 0, 0, links, 0, content.length, 0, 0, major, minor, text.length + 1L, 0};
        for (long field : fields) {
            out.writeBytes(String.format("%08x", field).getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(text);
        out.write(0);
        pad();
        out.writeBytes(content);
        pad();
    }

    private void pad() {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }
}
