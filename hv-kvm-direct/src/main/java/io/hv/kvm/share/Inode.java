package io.hv.kvm.share;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileAttributes;
import org.jspecify.annotations.Nullable;

/** A file that the guest knows. What changes of it is under the monitor of its {@link Inodes}. */
final class Inode {

    final long node;
    final Identity identity;

    /** Where it was seen last; null for the folder that is shared, and for what is nowhere any more. */
    @Nullable
    Inode parent;

    byte[] name = new byte[0];
    /** How often the guest was told of it and has not forgotten it. */
    long lookups;
    /** How many others were seen last in it. */
    int children;
    /** How many calls and handles need it to stay open, once it is. */
    int users;
    /** Whether its number is one. */
    boolean known = true;
    /** What it is open by (O_PATH). */
    @Nullable
    Fd path;

    Inode(long node, Identity identity) {
        this.node = node;
        this.identity = identity;
    }

    boolean isFolder() {
        return is(FileAttributes.FOLDER);
    }

    boolean is(int kind) {
        return identity.kind() == kind;
    }

    /**
     * Which file it is. A number is given away again when its file is gone; so when it was made counts, too.
     *
     * @param device the file system
     * @param number the file's number there
     * @param born when it was made
     * @param kind what it is, as in {@code st_mode}
     */
    record Identity(long device, long number, FileAttributes.Moment born, int kind) {

        static Identity of(FileAttributes file) {
            return new Identity(file.device(), file.inode(), file.born(), file.mode() & FileAttributes.KIND);
        }
    }
}
