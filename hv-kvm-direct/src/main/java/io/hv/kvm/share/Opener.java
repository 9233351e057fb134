package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.Created;
import io.hv.kvm.virtio.fs.Entry;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileAttributes;
import io.hv.nativeaccess.FolderCalls;

/** Opens regular files and folders for a guest, and nothing else: a pipe would wait, and a device act. Safe for any thread. */
final class Opener {

    private static final int ACCESS = 3;
    private static final int EXCLUSIVE = 0x80;
    private static final int TRUNCATE = 0x200;
    /** What of a guest's flags counts: access, O_TRUNC, O_APPEND, O_DSYNC, O_SYNC. */
    private static final int TAKEN = ACCESS | TRUNCATE | 0x400 | 0x1000 | 0x101000;

    private final Place place;

    Opener(Place place) {
        this.place = place;
    }

    /** Whether what is opened so can be written. */
    static boolean writes(int flags) {
        return (flags & (ACCESS | TRUNCATE)) != 0;
    }

    long file(long node, int flags) {
        if ((flags & ACCESS) == ACCESS) {
            throw new FsError(FsError.EINVAL);
        }
        return open(node, (flags & TAKEN) | FolderCalls.NO_WAITING, FileAttributes.REGULAR);
    }

    long folder(long node) {
        return open(node, FolderCalls.LISTING, FileAttributes.FOLDER);
    }

    private long open(long node, int flags, int kind) {
        Inode inode = place.inodes.pin(node);
        Fd opened;
        try {
            if (!inode.is(kind)) {
                throw new FsError(otherwise(inode, kind));
            }
            Fd path = place.walk.to(inode);
            opened = own(place.calls.get().reopen(place.descriptors, path, flags));
        } catch (RuntimeException | Error e) {
            place.inodes.unpin(inode);
            throw e;
        }
        return place.handles.add(new OpenFile(opened, inode));
    }

    private static int otherwise(Inode inode, int wanted) {
        if (wanted == FileAttributes.FOLDER) {
            return FsError.ENOTDIR;
        }
        return inode.isFolder() ? FsError.EISDIR : FsError.EPERM;
    }

    private static Fd own(int number) {
        return Fd.own(Results.check(number), "a shared file");
    }

    /** What is there already is looked at before it is opened, unless it must not be there. */
    Created create(long folder, byte[] name, int mode, int flags) {
        if ((flags & ACCESS) == ACCESS) {
            throw new FsError(FsError.EINVAL);
        }
        Inode inode = place.inodes.pin(folder);
        try {
            int number = place.calls
                    .get()
                    .open(
                            place.walk.to(inode),
                            name,
                            FolderCalls.CREATE_NEW | (flags & TAKEN) | FolderCalls.NO_WAITING,
                            mode & Results.PERMISSIONS);
            return number == -Errno.EEXIST && (flags & EXCLUSIVE) == 0
                    ? present(inode, name, flags)
                    : made(inode, name, own(number));
        } finally {
            place.inodes.unpin(inode);
        }
    }

    private Created present(Inode folder, byte[] name, int flags) {
        Entry entry = place.look(folder, name);
        try {
            return new Created(entry, file(entry.node(), flags));
        } catch (FsError e) {
            place.inodes.forget(entry.node(), 1);
            throw e;
        }
    }

    private Created made(Inode folder, byte[] name, Fd file) {
        Inode inode;
        FileAttributes attributes;
        try {
            Results.check(place.calls.get().look(file));
            attributes = place.calls.get().attributes();
            inode = place.inodes.found(folder, name, attributes);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
        place.inodes.pin(inode);
        try {
            Fd path = own(place.calls.get().reopen(place.descriptors, file, FolderCalls.PATH_ONLY));
            Fd unused = place.inodes.opened(inode, path);
        } catch (RuntimeException | Error e) {
            file.close();
            place.inodes.unpin(inode);
            place.inodes.forget(inode.node, 1);
            throw e;
        }
        try {
            long handle = place.handles.add(new OpenFile(file, inode));
            return new Created(new Entry(inode.node, Results.attributes(attributes)), handle);
        } catch (FsError e) {
            place.inodes.forget(inode.node, 1);
            throw e;
        }
    }
}
