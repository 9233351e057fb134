package io.hv.nativeaccess;

import java.lang.ref.Reference;

/** Files that live in memory and have no name in any folder (memfd_create(2)). */
public final class Memfd {

    /** Forbids adding seals. */
    public static final int SEAL_SEAL = 0x1;

    /** Forbids making the file shorter. */
    public static final int SEAL_SHRINK = 0x2;

    /** Forbids making the file longer. */
    public static final int SEAL_GROW = 0x4;

    /** Forbids writing; the kernel grants it only while no writable shared mapping is left. */
    public static final int SEAL_WRITE = 0x8;

    private static final int MFD_CLOEXEC = 0x1;
    private static final int MFD_ALLOW_SEALING = 0x2;
    private static final int F_ADD_SEALS = 1033;

    private Memfd() {}

    /**
     * Creates a file of zeros that seals can be added to.
     *
     * @param name shown in {@code /proc/self/maps}; at most 249 bytes
     * @throws NativeException if the kernel refuses
     */
    public static Fd create(String name, long size) {
        Fd fd = Fd.own(create(name), "memfd:" + name);
        try {
            Libc.check("ftruncate(" + fd + ", " + size + " bytes)", Libc.ftruncate(fd.number(), size));
            return fd;
        } catch (NativeException e) {
            fd.close();
            throw e;
        }
    }

    private static int create(String name) {
        NativeMemory text = NativeMemory.string(name);
        try {
            return Libc.check("memfd_create", Libc.memfd_create(text.address(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    /**
     * Adds seals, for good.
     *
     * @param seals the sum of constants of this class
     * @throws NativeException EBUSY if write is to be sealed and a shared writable mapping is left
     */
    public static void seal(Fd memfd, int seals) {
        Libc.check("fcntl(F_ADD_SEALS)", Libc.fcntl(memfd.number(), F_ADD_SEALS, seals));
    }
}
