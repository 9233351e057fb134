package io.hv.kvm.virtio.fs;

import org.jspecify.annotations.Nullable;

/** Where the entries of a folder go, as long as there is room. */
public interface FolderListing {

    /** Whether there is room for an entry with a name of so many bytes. */
    boolean fits(int nameLength);

    /**
     * Adds one that fits.
     *
     * @param inode its number
     * @param next where the folder goes on behind it
     * @param kind what it is, as in {@code d_type}
     * @param name its name, also {@code .} and {@code ..}
     * @param entry what it is, where that was asked for and is known
     */
    void add(long inode, long next, int kind, byte[] name, @Nullable Entry entry);
}
