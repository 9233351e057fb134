package io.hv.testkit.guest;

/** One entry of an {@link Initramfs}. Its content belongs to it: nobody changes the array. */
final class Node {

    /** The bits of {@link #mode} that are the type. */
    static final int TYPE = 0170000;

    static final int DIRECTORY = 0040000;
    static final int FILE = 0100000;
    static final int SYMLINK = 0120000;
    static final int CHARACTER_DEVICE = 0020000;

    static final int EXECUTABLE = 0755;
    static final int PLAIN = 0644;

    private final int mode;
    private final byte[] content;
    private final int major;
    private final int minor;

    private Node(int mode, byte[] content, int major, int minor) {
        this.mode = mode;
        this.content = content;
        this.major = major;
        this.minor = minor;
    }

    static Node directory() {
        return new Node(DIRECTORY | 0755, new byte[0], 0, 0);
    }

    static Node file(int permissions, byte[] content) {
        return new Node(FILE | permissions, content, 0, 0);
    }

    static Node symlink(byte[] target) {
        return new Node(SYMLINK | 0777, target, 0, 0);
    }

    static Node characterDevice(int major, int minor) {
        return new Node(CHARACTER_DEVICE | 0600, new byte[0], major, minor);
    }

    boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    void addTo(CpioArchive archive, String name) {
        archive.add(name, mode, major, minor, content);
    }
}
