package io.hv.kvm.virtio.fs;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;

/**
 * A folder and all below it, as a guest uses it. Files have numbers (nodes), which the folder gives out and a guest gives
 * back by {@link #forget}; the folder itself is {@link #ROOT}. What is open has a handle. Every number comes from the guest,
 * and may be none. Safe for any thread; calls may block. Whatever is not possible ends in an {@link FsError}.
 */
public interface SharedFolder {

    /** The folder's own number. */
    long ROOT = 1;

    /** Looks for a name; what it is then known by is counted once more. */
    Entry lookup(long folder, FileName name);

    /** A node was looked up so many times less. One that is not known is passed over. */
    void forget(long node, long times);

    /** All nodes and handles are forgotten: the guest begins anew, or has ended. */
    void forgetAll();

    /** What a file is. */
    Attributes attributes(long node);

    /** Changes some of that. */
    Attributes change(long node, Change change);

    /** The target of a symbolic link. */
    byte[] readLink(long node);

    /** Makes a symbolic link. */
    Entry symlink(long folder, FileName name, byte[] target);

    /** Makes a file or a pipe; nothing else. */
    Entry makeNode(long folder, FileName name, int mode);

    /** Makes a folder. */
    Entry makeFolder(long folder, FileName name, int mode);

    /** Takes a name away, of what is a folder or of what is none. */
    void remove(long folder, FileName name, boolean ofFolder);

    /** Renames, by the flags of renameat2(2). */
    void rename(long folder, FileName name, long newFolder, FileName newName, int flags);

    /** Gives a file one more name. */
    Entry link(long node, long folder, FileName name);

    /** Opens a file, by the flags of open(2). */
    long open(long node, int flags);

    /** Makes a file and opens it. */
    Created create(long folder, FileName name, int mode, int flags);

    /**
     * Reads into guest memory.
     *
     * @return how many bytes: fewer than there is room for only at the end
     */
    int read(long handle, GuestMemory memory, Pieces to, long offset);

    /**
     * Writes from guest memory.
     *
     * @return how many bytes
     */
    int write(long handle, GuestMemory memory, Pieces from, long offset);

    /** Makes room, or a hole, by the modes of fallocate(2). */
    void allocate(long handle, int mode, long offset, long length);

    /** Where there is data, or a hole, by the ways of lseek(2). */
    long seek(long handle, long offset, int whence);

    /** Waits until what was written is safe. */
    void sync(long handle, boolean bytesOnly);

    /** Closes what was opened. */
    void release(long handle);

    /** Opens a folder, to list it. */
    long openFolder(long node);

    /**
     * Lists a folder from a place on.
     *
     * @param looking whether each entry is looked up too, and counted
     */
    void list(long handle, long offset, boolean looking, FolderListing into);

    /** How full its file system is. */
    Space space();

    /** Finds out whether the guest may read (4), write (2) or run (1) a file. */
    void access(long node, int mask);
}
