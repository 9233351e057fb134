package io.hv.kvm;

/**
 * Who unpacks a Linux kernel that comes as a bzImage: its own decompressor inside the guest, or this backend before the
 * guest starts.
 *
 * <p>The decompressor also moves the kernel to an address by chance (KASLR) unless the command line says {@code nokaslr}.
 * A kernel that is unpacked outside lies where it was linked to, always.
 */
public enum KernelUnpacking {
    /**
     * This backend where the command line says {@code nokaslr}, so that nothing is lost, and the kernel is packed in a way
     * that it unpacks fast (gzip, lz4, zstd where its library is there); else the guest.
     */
    AUTO,
    /** The guest. */
    NEVER,
    /** This backend. A kernel that it cannot unpack (it knows gzip, xz, lz4 and zstd) fails the start. */
    ALWAYS
}
